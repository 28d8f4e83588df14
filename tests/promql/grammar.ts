import fc from 'fast-check';
import { aggregations, functions, type ValueType } from '../../promql/index.ts';

// Expressions by their grammar: what comes out is good PromQL, with space, comments and quoting of any kind.

type Texts = fc.Arbitrary<string>;

/** Texts that do nothing between two tokens. */
const gap: Texts = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('', ' ') },
  { weight: 1, arbitrary: fc.constantFrom('  ', '\n', '\t', '\r\n', ' # why\n') },
);

/** The parts one after the other, with gaps where nobody needs a space. */
function joined(...parts: readonly (string | Texts)[]): Texts {
  const texts = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc
    .tuple(fc.tuple(...texts), fc.array(gap, { minLength: texts.length, maxLength: texts.length }))
    .map(([own, gaps]) => own.map((part, index) => (index === 0 ? part : `${gaps[index]}${part}`)).join(''));
}

const keywords = ['sum', 'by', 'offset', 'and', 'start', 'step', 'range', 'max_of', 'anchored', 'fill', 'without'];
const name: Texts = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('up', 'a', 'http_requests_total', 'job:x:rate5m', '_a1') },
  { weight: 1, arbitrary: fc.constantFrom(...keywords) },
);
const labelWord: Texts = fc.constantFrom('job', 'instance', 'le', 'on', 'bool', 'avg', 'end', 'NaN_', 'atan2');

/** Any text in any of the three kinds of quotes. */
const stringText: Texts = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', ' ', '"', "'", '`', '\\', '\n', '\t', 'ü', '😀', '\u0000', '{', '#', '.', '*'), {
      maxLength: 6,
    }),
    fc.constantFrom('"', "'", '`'),
  )
  .map(([chars, quote]) => {
    const text = chars.join('');
    if (quote === '`') return `\`${text.replaceAll('`', '')}\``;
    const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
    return quote + escaped + quote;
  });
const labelName: Texts = fc.oneof(
  { weight: 4, arbitrary: labelWord },
  { weight: 1, arbitrary: fc.constantFrom('"a b"', "'x.y'", '`ü`') },
);
const regexpText: Texts = fc.constantFrom('".*"', '"a|b"', "'5..'", '`\\d+`', '"[^a-z]?"', '"(?i)x{2,3}"', '""');

const number: Texts = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 1000 }).map(String) },
  {
    weight: 2,
    arbitrary: fc
      .double({ min: 0, noNaN: true, noDefaultInfinity: true })
      .map((value) => String(value).replace('e+', 'e')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0x1F', '0755', '1_000', '.5', '5.', '1e3', 'Inf', 'nan', '5m', '1h30m', '100ms'),
  },
);

/** Lengths of time that are greater than 0. */
const durationLiteral: Texts = fc.constantFrom(
  '5m',
  '1h',
  '30s',
  '1h30m',
  '7d',
  '2w',
  '1y',
  '10ms',
  '300',
  '0.5',
  '0x10',
);

const { operation: durationOperation } = fc.letrec<{ operation: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    durationLiteral,
    fc.constantFrom('step()', 'range ( )', 'STEP()'),
    joined('(', tie('operation'), ')'),
    joined(fc.constantFrom('-', '+'), tie('operand')),
    joined(fc.constantFrom('min_of', 'max_of'), '(', tie('operation'), ',', tie('operation'), ')'),
  ),
  operation: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('operand'),
    joined(tie('operation'), fc.constantFrom('+', '-', '*', '/', '%', '^'), tie('operand')),
  ),
}));

// Prometheus takes a colon only behind a number: a bare `step()` as the range of a subquery it would refuse.
const range: Texts = fc.oneof(
  { weight: 4, arbitrary: durationLiteral },
  { weight: 1, arbitrary: joined(durationLiteral, '+', durationOperation) },
);
const offset: Texts = fc.oneof(
  { weight: 3, arbitrary: durationLiteral },
  { weight: 1, arbitrary: joined(fc.constantFrom('-', '+'), durationLiteral) },
);

const matcher: Texts = fc.oneof(
  joined(labelName, fc.constantFrom('=', '!='), stringText),
  joined(labelName, fc.constantFrom('=~', '!~'), regexpText),
);
const matchers: Texts = fc
  .tuple(fc.array(matcher, { maxLength: 3 }), fc.constantFrom('', ','))
  .map(([list, comma]) => (list.length === 0 ? '{}' : `{${list.join(', ')}${comma}}`));
const bareSelector: Texts = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 2, arbitrary: joined(name, matchers) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"a.b"}', '{job="a", "x y"}', '{__name__=~"a.+"}', "{'ü', on!~`z`}", '{"a","b"}'),
  },
);

const at: Texts = fc.constantFrom(' @ 10', ' @ -1.5', ' @ start()', '@end ( )', ' @ 1h');
const modifiers: Texts = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: offset.map((text) => ` offset ${text}`) },
  { weight: 1, arbitrary: at },
  { weight: 1, arbitrary: fc.tuple(at, offset).map(([time, text]) => `${time} offset ${text}`) },
);

/** Behind a parenthesis a duration goes on, so that no operator of numbers may follow. */
const closedModifiers: Texts = fc.oneof(
  { weight: 2, arbitrary: modifiers },
  { weight: 1, arbitrary: joined('(', durationOperation, ')').map((text) => ` offset ${text}`) },
);

const labelList: Texts = fc
  .tuple(fc.uniqueArray(labelName, { maxLength: 3 }), fc.constantFrom('', ','))
  .map(([list, comma]) => (list.length === 0 ? '()' : `(${list.join(', ')}${comma})`));
const grouping: Texts = joined(
  fc.constantFrom('by', 'without', 'BY').map((word) => ` ${word} `),
  labelList,
);
const matching: Texts = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: joined(
      fc.constantFrom('on', 'ignoring').map((word) => ` ${word} `),
      labelList,
    ),
  },
  { weight: 1, arbitrary: labelList.map((labels) => ` ignoring ${labels} group_left (extra) `) },
  { weight: 1, arbitrary: fc.constantFrom(' fill (0) ', ' on (x) fill_left(-1) ', ' fill_right (1m) fill_left (2) ') },
);

const byType = (type: ValueType) =>
  Object.entries(functions).filter(([func, { returns }]) => returns === type && func !== 'info');

/** Expressions of each type. A range vector has parentheses around everything that has an operator. */
export const grammar = fc.letrec<{ scalar: string; vector: string; operand: string; matrix: string; string: string }>(
  (tie) => {
    const argumentsOf = (func: string): Texts => {
      const { args = [], variadic = 0 } = functions[func] ?? {};
      const least = variadic === 0 ? args.length : args.length - 1;
      const shown = variadic === 0 ? args : args.slice(0, least + Math.min(1, Math.abs(variadic)));
      const texts = shown.map((type) => tie(type));
      return fc.tuple(...texts).map((list) => `(${list.join(', ')})`);
    };
    const callOf = (type: ValueType): Texts =>
      fc.constantFrom(...byType(type).map(([func]) => func)).chain((func) => joined(func, argumentsOf(func)));
    const aggregate: Texts = fc.constantFrom(...Object.entries(aggregations)).chain(([operator, { param }]) => {
      const body =
        param === undefined ? joined('(', tie('vector'), ')') : joined('(', tie(param), ',', tie('vector'), ')');
      return fc.oneof(joined(operator, body), joined(operator, grouping, body), joined(operator, body, grouping));
    });
    const power = fc.constantFrom(' ^ ', ' * ', ' / ', ' % ', ' + ', ' - ', ' atan2 ');
    const compare = fc.constantFrom(' == ', ' != ', ' > ', ' < ', ' >= ', ' <= ');
    const set = fc.constantFrom(' and ', ' or ', ' unless ', ' AND on (x) ');
    return {
      string: stringText,
      scalar: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        number,
        callOf('scalar'),
        joined('(', tie('scalar'), ')'),
        joined(fc.constantFrom('-', '+'), tie('scalar')),
        joined(tie('scalar'), power, tie('scalar')),
        joined(tie('scalar'), compare, 'bool ', tie('scalar')),
      ),
      operand: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.tuple(bareSelector, modifiers).map((parts) => parts.join('')),
        callOf('vector'),
        aggregate,
        joined('(', tie('vector'), ')'),
        fc.tuple(bareSelector, closedModifiers).map((parts) => `(${parts.join('')})`),
      ),
      vector: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        tie('operand'),
        joined(fc.constantFrom('-', '+'), tie('operand')),
        joined(tie('operand'), power, matching, tie('operand')),
        joined(tie('operand'), compare, fc.constantFrom('', 'bool '), tie('scalar')),
        joined(tie('operand'), compare, fc.constantFrom('', 'bool '), matching, tie('operand')),
        joined(tie('operand'), fc.constantFrom(' </ ', ' >/ '), tie('scalar')),
        joined(tie('vector'), set, tie('vector')),
      ),
      matrix: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc
          .tuple(bareSelector, range, fc.constantFrom('', '', ' anchored', ' smoothed'), closedModifiers)
          .map(([selector, length, extended, rest]) => `${selector}[${length}]${extended}${rest}`),
        fc
          .tuple(tie('operand'), range, fc.constantFrom('', '1m', '30', 'step()'), closedModifiers)
          .map(([inner, length, step, rest]) => `${inner} [${length}:${step}]${rest}`),
      ),
    };
  },
);

/** Any good expression. */
export const expression: Texts = fc.oneof(grammar.vector, grammar.scalar, grammar.matrix, grammar.string);
