import { refuse } from '../fault.ts';
import { timeText } from '../time.ts';
import { sortedEntries, typeName, type Value } from '../value.ts';
import { type Flags, noFlags, padded } from './directive.ts';
import { formatFloat, formatInteger } from './number.ts';
import { formatText } from './text.ts';

/** A value as `{{ }}` and `print` show it. */
export function formatted(value: Value): string {
  return formatValue(value, 'v', noFlags);
}

/** A value as a directive of `printf` shows it. */
export function formatValue(value: Value, verb: string, flags: Flags): string {
  if (verb === 'T') return padded(typeName(value), flags);
  if (verb === 'p') return refuse('%p shows an address in memory, which nobody knows before');
  // What the flags say of the whole is not said again of a number or a text in it.
  if (verb === 'v' && flags.sharp) return goSyntax(value, { ...flags, sharp: false, plus: false });
  if (verb === 'v' && flags.plus) return valueText(value, verb, { ...flags, plus: false }, true);
  return valueText(value, verb, flags, false);
}

/** `names`: show those of the fields, for `%+v`. */
function valueText(value: Value, verb: string, flags: Flags, names: boolean): string {
  const inner = (each: Value): string => valueText(each, verb, flags, names);
  switch (value.kind) {
    case 'nil':
      return verb === 'v' ? padded('<nil>', flags) : `%!${verb}(<nil>)`;
    case 'labels':
    case 'args': {
      const entries = sortedEntries(value.entries);
      return `map[${entries.map(([name, each]) => `${inner({ kind: 'string', text: name })}:${insideOf(each, inner)}`).join(' ')}]`;
    }
    case 'data': {
      const fields = [...value.entries];
      if (!value.entries.has('Value')) refuse('the value of the alert is not given');
      return `{${fields.map(([name, each]) => (names ? `${name}:` : '') + inner(each)).join(' ')}}`;
    }
    default:
      return simpleText(value, verb, flags) ?? `%!${verb}(${typeName(value)}=${simpleText(value, 'v', flags) ?? ''})`;
  }
}

function insideOf(value: Value, show: (value: Value) => string): string {
  return value.kind === 'nil' ? '<nil>' : show(value);
}

function simpleText(value: Value, verb: string, flags: Flags): string | undefined {
  switch (value.kind) {
    case 'bool':
      return verb === 'v' || verb === 't' ? padded(String(value.is), flags) : undefined;
    case 'int':
    case 'byte':
      return formatInteger(value.value, verb, flags);
    case 'float':
      return formatFloat(value.value, verb, flags);
    case 'string':
    case 'html':
      return formatText(value.text, verb, flags);
    case 'time':
      return formatText(timeText(value.milliseconds), verb, flags) ?? refuse(`%${verb} of a time is not computed here`);
    default:
      return undefined;
  }
}

/** `%#v`, the value as a program of Go would write it. */
function goSyntax(value: Value, flags: Flags): string {
  switch (value.kind) {
    case 'string':
    case 'html':
      return formatText(value.text, 'q', flags) ?? '';
    case 'byte':
      return formatInteger(value.value, 'x', { ...flags, sharp: true }) ?? '';
    case 'labels':
    case 'args': {
      const entries = sortedEntries(value.entries).map(([name, each]) => {
        const shown = each.kind === 'nil' ? 'interface {}(nil)' : goSyntax(each, flags);
        return `${goSyntax({ kind: 'string', text: name }, flags)}:${shown}`;
      });
      return `${typeName(value)}{${entries.join(', ')}}`;
    }
    case 'data':
    case 'time':
      return refuse(`%#v of a ${typeName(value)} is not computed here`);
    default:
      return valueText(value, 'v', flags, false);
  }
}
