import fc from 'fast-check';

/** Numbers as templates write them: whole ones, and those with a point or an exponent. */
const ints = fc.oneof(
  fc.integer({ min: -20, max: 2000 }).map(String),
  fc.constantFrom('0', '0x1f', '017', '1_000', "'a'", '9223372036854775807'),
);
const floats = fc.oneof(
  fc.constantFrom('$value', '.Value', '$.Value', '($value)'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => literal(value)),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => literal(value)),
  fc.constantFrom('1.0', '0.5', '1e3', '.25', '1e-9', '999999.5', '(parseDuration "1h30m")'),
);

function literal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const word = fc.constantFrom('api', 'node-1.example:9100', 'a b', 'été', '<x>&y', '12', '1.5', '', "it's", '😀');
const strings = fc.letrec<{ string: string }>((tie) => ({
  string: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    word.map((text) => JSON.stringify(text)),
    fc.constantFrom(
      '$labels.job',
      '.Labels.instance',
      '$labels.nope',
      '(index $labels "job")',
      '$externalLabels.region',
    ),
    fc
      .tuple(
        fc.constantFrom('toUpper', 'toLower', 'title', 'stripPort', 'stripDomain', 'html', 'js', 'urlquery', 'print'),
        tie('string'),
      )
      .map(([name, argument]) => `(${name} ${argument})`),
    fc
      .tuple(
        fc.constantFrom('humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage'),
        fc.oneof(floats, ints),
      )
      .map(([name, argument]) => `(${name} ${argument})`),
    fc
      .tuple(tie('string'), fc.constantFrom('toUpper', 'title', 'printf "<%s>"', 'reReplaceAll "[a-e]+" "-"'))
      .map(([argument, name]) => `(${argument} | ${name})`),
  ),
})).string;

/** Flags, width, precision and a verb, of which not all fit what they show. */
const directive = fc
  .tuple(
    fc.subarray(['+', '-', '#', ' ', '0'], { minLength: 0, maxLength: 2 }),
    fc.option(fc.integer({ min: 1, max: 14 }), { nil: '' as const, freq: 2 }),
    fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined, freq: 2 }),
    fc.constantFrom(...'vvsdffeEgGqxXtcobU%'),
  )
  .map(
    ([flags, width, precision, verb]) =>
      `%${flags.join('')}${width}${precision === undefined ? '' : `.${precision}`}${verb}`,
  );
const printed = fc
  .tuple(
    fc.array(directive, { minLength: 1, maxLength: 3 }),
    fc.array(fc.oneof(floats, ints, strings, fc.constantFrom('true', 'nil', '$labels')), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([directives, values]) => `printf ${JSON.stringify(directives.join('|'))} ${values.join(' ')}`);

const comparison = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');
const conditions = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(comparison, floats, floats).map((parts) => parts.join(' ')),
    fc.tuple(comparison, ints, ints).map((parts) => parts.join(' ')),
    fc.tuple(comparison, strings, strings).map((parts) => parts.join(' ')),
    // Mostly refused: an int and a float.
    fc.tuple(comparison, floats, ints).map((parts) => parts.join(' ')),
    fc.oneof(floats, ints, strings),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'))
      .map(([name, a, b]) => `${name} (${a}) (${b})`),
    tie('condition').map((inner) => `not (${inner})`),
  ),
})).condition;

const shown = fc.oneof(
  floats,
  ints,
  strings,
  printed,
  conditions,
  fc
    .tuple(
      floats,
      fc.constantFrom(
        'humanize',
        'humanizePercentage',
        'humanizeDuration',
        'humanize1024',
        'humanizeTimestamp',
        'printf "%.2f"',
        'printf "%v"',
      ),
    )
    .map(([value, name]) => `${value} | ${name}`),
  fc
    .tuple(fc.array(fc.oneof(floats, ints, strings), { minLength: 1, maxLength: 4 }))
    .map(([values]) => `print ${values.join(' ')}`),
  fc.tuple(strings, ints).map(([text, at]) => `index ${text} ${at}`),
  strings.map((text) => `len ${text}`),
  fc.constantFrom('$labels', '.', 'args 1 "a" $value', '$externalURL', '. | printf "%v"'),
);
const braces = fc.constantFrom(['{{ ', ' }}'], ['{{', '}}'], ['{{- ', ' }}'], ['{{ ', ' -}}'], ['{{- ', ' -}}']);
const text = fc.constantFrom(' ', 'is ', '\n  ', ' at\t', '', '}', '%', ' é ');

/** Templates of alerts at random, which Prometheus can read; some fail when it expands them. */
export const randomTemplate = fc.letrec<{ list: string; node: string }>((tie) => ({
  list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.tuple(braces, shown).map(([[open = '', close = ''], inner]) => open + inner + close),
    fc.tuple(braces, shown).map(([[open = '', close = ''], inner]) => `${open}$x := ${inner}${close}{{ $x }}`),
    fc
      .tuple(fc.constantFrom('if', 'with'), conditions, tie('list'), tie('list'), braces)
      .map(
        ([word, condition, a, b, [open = '', close = '']]) =>
          `${open}${word} ${condition}${close}${a}${open}else${close}${b}{{ end }}`,
      ),
    fc
      .tuple(fc.constantFrom('$i := 3', '$k, $v := $labels', '$labels', 'args 1.5 "b"', '0'), tie('list'))
      .map(([range, body]) => `{{ range ${range} }}${body};{{ else }}none{{ end }}`),
  ),
})).list;

const piece = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{{ end }}',
    '{{ else }}',
    '|',
    '(',
    ')',
    '.',
    '..',
    ' ',
    '-',
    '"',
    '`',
    "'",
    '$',
    '$x',
    '$labels',
    ':=',
    '=',
    ',',
  ],
  ...[
    '{{ break }}',
    '{{/* */}}',
    '{{/*',
    '*/}}',
    'nil',
    'true',
    '1',
    '1.',
    '0x',
    '_',
    'é',
    '\\',
    '\\n',
    '{{ define "t" }}',
    'end',
    'range',
    ' print ',
  ],
  ...[
    '{{ template "t" }}',
    '{{ block "b" . }}',
    'i',
    'e5',
    '+',
    '\u00a0',
    '😀',
    '\n',
    '{{- ',
    ' -}}',
    '?',
    '1i',
    '.x',
    ').x',
    "'a'",
    '{{ else with 1 }}',
  ],
);

/** The same with something put in or left out, which Prometheus mostly cannot read. */
export const mistakenTemplate = fc
  .tuple(randomTemplate, fc.nat(), fc.nat({ max: 4 }), fc.oneof(piece, fc.constant('')))
  .map(([template, at, length, added]) => {
    const chars = [...template];
    chars.splice(at % (chars.length + 1), length, added);
    return chars.join('');
  });
