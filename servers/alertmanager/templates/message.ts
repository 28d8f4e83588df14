import { type Dialect, define } from './dialect.ts';
import { alertLinks, groupLinks } from './links.ts';
import { commonWhere, different, lasted, mostAlerts, time } from './parts.ts';

/** How the parts of a message are laid out. */
export interface Layout {
  /** A line of the message. */
  readonly line: (content: string) => string;
  /** Of a list with one item for each alert. */
  readonly item: (content: string) => string;
  readonly list: (items: string) => string;
  /** Between what is said of one alert. */
  readonly separator: string;
  /** Between the links that are about all of it. */
  readonly between: string;
}

/**
 * The whole message: what is said of all alerts once, then a line for each. Of a single one: where it is, since when, how long it lasted.
 */
export function message(dialect: Dialect, layout: Layout): string {
  const { bold, block } = dialect;
  const { line, between } = layout;
  return [
    `{{ if .CommonAnnotations.description }}${line(block('.CommonAnnotations.description'))}{{ end }}`,
    commonWhere(dialect, ...halves(line, `${bold('Where:')} `)),
    '{{ if eq (len .Alerts) 1 }}{{ range .Alerts }}',
    line(
      `${bold('Since:')} ${time('.StartsAt')}{{ if eq .Status "resolved" }}, until ${time('.EndsAt')}: it lasted ${lasted}{{ end }}`,
    ),
    '{{ end }}{{ else }}',
    alerts(dialect, layout, '.Alerts.Firing', 'Firing', `since ${time('.StartsAt')}`),
    alerts(dialect, layout, '.Alerts.Resolved', 'Resolved', `lasted ${lasted}`),
    '{{ end }}',
    line(groupLinks(dialect, between)),
  ].join('');
}

/** What stands before and after a content that a template writes. */
function halves(wrap: (content: string) => string, prefix: string): [string, string] {
  const mark = '\u0000';
  const [before = '', after = ''] = wrap(`${prefix}${mark}`).split(mark);
  return [before, after];
}

/** One line for each alert of a group, and how many more there are. */
function alerts(dialect: Dialect, { line, item, list, separator }: Layout, all: string, name: string, when: string) {
  const more = `{{ if gt (len ${all}) ${mostAlerts} }}${item(`and {{ len (slice ${all} ${mostAlerts}) }} more`)}{{ end }}`;
  return [
    `{{ if ${all} }}${line(`${dialect.bold(`${name}:`)} {{ len ${all} }}`)}`,
    list(
      [
        `{{ range $index, $alert := ${all} }}{{ if lt $index ${mostAlerts} }}`,
        item(`${different(dialect)}${separator}${when}${alertLinks(dialect, separator)}`),
        '{{ end }}{{ end }}',
        more,
      ].join(''),
    ),
    '{{ end }}',
  ].join('');
}

/** `narthex.<dialect>.message`, in lines of text. */
export function textMessage(dialect: Dialect, separator: string, between: string): string {
  const layout: Layout = {
    line: (content) => `${content}\n`,
    item: (content) => `- ${content}\n`,
    list: (items) => items,
    separator,
    between,
  };
  return define(`narthex.${dialect.name}.message`, message(dialect, layout));
}
