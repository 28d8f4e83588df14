/**
 * What in the definition a line of a generated YAML file comes from: `alert HostDiskFull of the rule pack host-filesystems`,
 * `scrape job node`, `receiver team`. `undefined` where nothing in particular does. Lines count from 1.
 */
export function originAt(text: string, line: number): string | undefined {
  const path = keysAt(text, line);
  const [section, name, inner, rule] = path;
  if (section === 'groups' && name !== undefined) {
    return inner === 'rules' && rule !== undefined ? ruleOrigin(name, rule) : `the rule pack ${name}`;
  }
  switch (section) {
    case 'tests':
      return name && `scenario '${name}'`;
    case 'scrape_configs':
      return name && `scrape job ${name}`;
    case 'receivers':
      return name && `receiver ${name}`;
    case 'modules':
      return name && `probe module ${name}`;
    case 'services':
      return name && `part ${name}`;
    case 'route':
      return 'the routing';
    case 'inhibit_rules':
      return 'the inhibitions';
    default:
      return undefined;
  }
}

/** A rule by its pack; recording rules have colons in their names. */
export function ruleOrigin(pack: string, rule: string): string {
  return `${rule.includes(':') ? 'recording rule' : 'alert'} ${rule} of the rule pack ${pack}`;
}

/** The first line on which a name stands as a value: `receiver: team`, `- name: team`. */
export function lineOfValue(text: string, name: string): number | undefined {
  const index = text.split('\n').findIndex((line) => {
    const value = /^\s*(?:- )?(?:[\w.-]+:\s+)?(.*?)\s*$/.exec(line)?.[1];
    return value !== undefined && unquote(value) === name;
  });
  return index === -1 ? undefined : index + 1;
}

/** The line of a Compose file at which a service begins. */
export function lineOfPart(text: string, part: string): number | undefined {
  const index = text.split('\n').indexOf(`  ${part}:`);
  return index === -1 ? undefined : index + 1;
}

/**
 * The keys that lead to a line of block YAML as our writer makes it, from the outside in: of every line above that is indented
 * less, its key, and of a list item its name.
 */
function keysAt(text: string, line: number): string[] {
  const path: string[] = [];
  let column = Number.POSITIVE_INFINITY;
  for (const current of text.split('\n').slice(0, line).reverse()) {
    const [, space = '', dash, key, value = ''] = /^(\s*)(- )?([\w.-]+):(?:\s+(.*))?$/.exec(current) ?? [];
    if (key === undefined || space.length >= column) continue;
    column = space.length;
    if (dash === undefined) path.unshift(key);
    else if (namingKeys.has(key)) path.unshift(unquote(value));
    if (column === 0) break;
  }
  return path;
}

/** The keys by which the list items of our files are called; our writer puts them first. */
const namingKeys = new Set(['name', 'job_name', 'alert', 'record']);

function unquote(value: string): string {
  return value.replace(/^(['"])(.*)\1$/, '$2');
}
