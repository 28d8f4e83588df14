import type { TemplateData } from '../../promql/index.ts';

/** What the templates of the tables are given. */
export const tableData: TemplateData & { readonly value: number } = {
  labels: { job: 'api', instance: 'h:1', empty_name: 'x y' },
  value: 0.9,
  externalLabels: { region: 'eu' },
  externalURL: 'http://p.example:9090/prom',
};

/** Templates and what Prometheus 3.5 makes of them: the language, texts and comparisons. */
export const texts: Readonly<Record<string, readonly (readonly [template: string, text: string])[]>> = {
  'the data of the alert': [
    ['plain text', 'plain text'],
    ['}} {', '}} {'],
    ['{{ $value }} {{ .Value }} {{ $.Value }}', '0.9 0.9 0.9'],
    ['{{ $labels.job }}/{{ .Labels.instance }}/{{ $.Labels.job }}', 'api/h:1/api'],
    ['{{ $labels.nope }}|{{ index $labels "nope" }}|{{ .Labels.nope }}', '||'],
    [
      '{{ $labels }} {{ $externalLabels }} {{ $externalURL }}',
      'map[empty_name:x y instance:h:1 job:api] map[region:eu] http://p.example:9090/prom',
    ],
    ['{{ . }}', '{map[empty_name:x y instance:h:1 job:api] map[region:eu] http://p.example:9090/prom 0.9}'],
    ['{{ index $labels "empty_name" }} {{ len $labels }}', 'x y 3'],
    ['{{ $externalLabels.region }}{{ .ExternalLabels.nope }} {{ .ExternalURL }}', 'eu http://p.example:9090/prom'],
  ],
  literals: [
    [
      '{{ 1 }} {{ 1.0 }} {{ 1.5 }} {{ -3 }} {{ +4 }} {{ .5 }} {{ 1e3 }} {{ 1e100 }} {{ 1e-7 }}',
      '1 1 1.5 -3 4 0.5 1000 1e+100 1e-07',
    ],
    [
      "{{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 017 }} {{ 1_000 }} {{ 'a' }} {{ 'é' }} {{ 0x1p4 }} {{ 0X1.8P1 }}",
      '31 3 15 15 1000 97 233 16 3',
    ],
    ['{{ 9223372036854775807 }} {{ -9223372036854775808 }}', '9223372036854775807 -9223372036854775808'],
    ['{{ true }} {{ false }} {{ "text" }} {{ `raw\\t{{` }} {{ "}}" }}', 'true false text raw\\t{{ }}'],
    [`{{ "\\u00e9\\x41\\101\\t\\\\\\"" }} {{ '\\n' }}`, 'éAA\t\\" 10'],
    [
      '{{ 1234567.0 }} {{ 123456.0 }} {{ 1e20 }} {{ 1e21 }} {{ 123456789.125 }} {{ 0.00001 }} {{ 0.0001 }}',
      '1.234567e+06 123456 1e+20 1e+21 1.23456789125e+08 1e-05 0.0001',
    ],
  ],
  'white space': [
    ['a {{- "b" -}} c', 'abc'],
    ['a\n  {{- $labels.job }}\n  {{ $labels.job -}}  \n b', 'aapi\n  apib'],
    ['{{- " a " -}}  b', ' a b'],
    ['a {{/* nothing */}} b {{- /* nothing */ -}} c', 'a  bc'],
    ['a {{- /* {{ $labels.job }} */}} b', 'a b'],
    ['{{  $value\n}}{{\n$value }}', '0.90.9'],
    ['{{-1}} {{- 1 }} {{3 -}} x', '-11 3x'],
  ],
  blocks: [
    ['{{ if gt $value 0.5 }}high{{ else }}low{{ end }}', 'high'],
    ['{{ if gt $value 0.95 }}a{{ else if gt $value 0.8 }}b{{ else }}c{{ end }}', 'b'],
    ['{{ if $labels.nope }}a{{ else if $labels.job }}b{{ end }}', 'b'],
    ['{{ if and (gt $value 0.5) (lt $value 1.0) }}within{{ end }}', 'within'],
    [
      '{{ if not $labels.nope }}none{{ end }}{{ if 0 }}x{{ end }}{{ if 0.0 }}x{{ end }}{{ if "" }}x{{ end }}{{ if args }}x{{ end }}',
      'none',
    ],
    [
      '{{ with $labels.job }}{{ . }} {{ $.Value }}{{ end }}{{ with $labels.nope }}{{ . }}{{ else }}none{{ end }}',
      'api 0.9none',
    ],
    ['{{ with $x := $labels.job }}{{ $x }}{{ . }}{{ end }}', 'apiapi'],
    ['{{ with $labels.nope }}a{{ else with $labels.job }}{{ . }}{{ end }}', 'api'],
    ['{{ range $labels }}{{ . }},{{ end }}', 'x y,h:1,api,'],
    ['{{ range $v := $labels }}{{ $v }},{{ end }}', 'x y,h:1,api,'],
    ['{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}', 'empty_name=x y;instance=h:1;job=api;'],
    ['{{ range $k, $v := $labels }}{{ if eq $k "job" }}{{ break }}{{ end }}{{ $k }}{{ end }}', 'empty_nameinstance'],
    ['{{ range $k, $v := $labels }}{{ if eq $k "instance" }}{{ continue }}{{ end }}{{ $k }}{{ end }}', 'empty_namejob'],
    [
      '{{ range 3 }}{{ . }}{{ end }}{{ range 0 }}x{{ else }}none{{ end }}{{ range -1 }}x{{ else }}none{{ end }}',
      '012nonenone',
    ],
    ['{{ range $i := 2 }}{{ $i }}{{ range $j := 2 }}{{ $i }}{{ $j }} {{ end }}{{ end }}', '000 01 110 11 '],
    ['{{ range args 1 "b" 2.5 }}{{ . }} {{ end }}', '1 b 2.5 '],
    [
      '{{ define "x" }}[{{ . }}]{{ end }}{{ template "x" $value }}{{ template "x" }}{{ template "x" "a" }}',
      '[0.9][<no value>][a]',
    ],
    ['{{ define "x" }}{{ .Labels.job }} {{ $.Value }}{{ end }}{{ template "x" . }}', 'api 0.9'],
    ['{{ define "x" }}{{ .arg0 }} {{ .arg1 }}{{ end }}{{ template "x" (args 1 "2") }}', '1 2'],
    ['{{ block "y" 3 }}<{{ . }}>{{ end }}{{ template "y" 4 }}', '<3><4>'],
  ],
  variables: [
    ['{{ $x := 1 }}{{ $x }}{{ $x = 2 }}{{ $x }}', '12'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}', '21'],
    ['{{ $value := 3 }}{{ $value }}', '3'],
    ['{{ $x := $labels }}{{ $x.job }} {{ $x.nope }}', 'api '],
    ['{{ $sum := 0 }}{{ range $i := 4 }}{{ $sum = $i }}{{ end }}{{ $sum }}', '3'],
    ['{{ $k := "" }}{{ $v := "" }}{{ range $k, $v = $labels }}{{ end }}{{ $k }}={{ $v }}', 'job=api'],
    ['{{ ($x := 5) }}{{ $x }}', '55'],
  ],
  'pipelines and parentheses': [
    ['{{ $labels.job | toUpper | printf "%s-%s" "a" }}', 'a-API'],
    ['{{ printf "%s %s" ($labels.job | toUpper) (printf "%.1f" $value) }}', 'API 0.9'],
    ['{{ (index $labels "job") | len }}', '3'],
    ['{{ ((($value))) | printf "%.3f" }}', '0.900'],
    [
      '{{ (args 1 "x").arg1 }} {{ (args 1).nope }} {{ args 1 "x" $value nil }}',
      'x <no value> map[arg0:1 arg1:x arg2:0.9 arg3:<nil>]',
    ],
    [
      '{{ . | printf "%v" }}',
      '{map[empty_name:x y instance:h:1 job:api] map[region:eu] http://p.example:9090/prom 0.9}',
    ],
  ],
  logic: [
    ['{{ and 1 "" }}|{{ and 1 2 }} {{ or 0 "x" }} {{ or "" 0 }} {{ and true }} {{ or false }}', '|2 x 0 true false'],
    ['{{ "a" | and 1 }} {{ "a" | or 1 }} {{ or $value (humanize "bad") }}', 'a 1 0.9'],
    ['{{ not true }} {{ not 0 }} {{ not nil }} {{ not "a" }}', 'false true true false'],
    [
      '{{ eq 1 1 }} {{ eq 1 2 1 }} {{ eq "a" "a" }} {{ eq true true }} {{ eq $value 0.9 }} {{ eq nil nil }} {{ ne nil 1 }}',
      'true true true true true true true',
    ],
    [
      '{{ ne 1 2 }} {{ lt 1 2 }} {{ le 2 2 }} {{ gt "b" "a" }} {{ ge 1.5 1.5 }} {{ lt "Z" "a" }} {{ lt "é" "z" }}',
      'true true true true true true false',
    ],
    [
      '{{ eq (index "a" 0) 97 }} {{ gt -1 (index "a" 0) }} {{ eq (safeHtml "a") "a" }} {{ eq (args).a nil }}',
      'true false true true',
    ],
    ['{{ eq (toTime 1) (toTime 1) }} {{ $t := toTime 1 }}{{ eq $t $t }}', 'false true'],
  ],
  'len, index and slice': [
    ['{{ len "aé" }} {{ len $labels }} {{ len (args 1 2) }} {{ len (safeHtml "abc") }}', '3 3 2 3'],
    [
      '{{ index "abc" 1 }} {{ index $labels "job" }} {{ index (args "a") "arg0" }} {{ index "x" }} {{ index (args $labels) "arg0" "job" }}',
      '98 api a x api',
    ],
    [
      '{{ slice "abc" 1 2 }} {{ slice "abc" }} {{ slice "abc" 1 }}|{{ slice "abc" 3 }}|{{ slice "aéb" 1 3 }}',
      'b abc bc||é',
    ],
  ],
  print: [
    [
      '{{ print 1 2 "a" 3 $value nil }} {{ print }}|{{ print "a" "b" }} {{ print 1 true 2.5 }}',
      '1 2a3 0.9 <nil> |ab 1 true 2.5',
    ],
    ['{{ println 1 "a" }}x{{ println }}y', '1 a\nx\ny'],
    [
      `{{ html "<a href='x'>&\\"" }} {{ html 1 2 "<" }} {{ html nil }}`,
      '&lt;a href=&#39;x&#39;&gt;&amp;&#34; 1 2&lt; &lt;no value&gt;',
    ],
    [`{{ js "a<b>'\\"\\\\&=\\n" }} {{ js 1 }} {{ js "é" }}`, `a\\u003Cb\\u003E\\'\\"\\\\\\u0026\\u003D\\u000A 1 é`],
    [`{{ urlquery "a b&c=/?" 1 }} {{ urlquery "é!'()*~-_." }}`, 'a+b%26c%3D%2F%3F1 %C3%A9%21%27%28%29%2A~-_.'],
  ],
  'texts of Prometheus': [
    [
      `{{ title "aa bb CC" }} {{ title "1st a.b don't a,b a1b foo_bar _foo 3d-printer iPhone a/b" }} {{ title "élan ßx ǆx ﬁ ŉ ა" }}`,
      "Aa Bb CC 1St A.b Don't A,B A1b Foo_bar _Foo 3D-Printer IPhone A/B Élan Ssx ǅx Fi ʼN ა",
    ],
    ['{{ toUpper "aa bB éß" }} {{ toLower "aA bB É" }} {{ toLower "İΣ" }}', 'AA BB Éß aa bb é iσ'],
    [
      '{{ match "a+" "baab" }} {{ match "^a+$" "aab" }} {{ match "(?i)API" $labels.job }} {{ match "^$" "" }}',
      'true false true true',
    ],
    [
      '{{ reReplaceAll "(a)b" "x$1" "ab" }} {{ reReplaceAll "(.*):.*" "$1" $labels.instance }} {{ reReplaceAll "a*" "-" "baac" }}',
      'xa h -b-c-',
    ],
    [
      `{{ reReplaceAll "(a)(?P<n>b)" "\${n}\${1}x $n $$ $1x $" "ab ab" }} {{ reReplaceAll "\\\\d+" "N" "a1b22" }} {{ reReplaceAll "x" "y" "" }}`,
      'bax b $  $ bax b $  $ aNbN ',
    ],
    [
      '{{ stripPort "foo.example.com" }} {{ stripPort "foo.example.com:12345" }} {{ stripPort "192.0.2.1:80" }} {{ stripPort "2001:0DB8::1" }} {{ stripPort "[2001:0DB8::1]:80" }} {{ stripPort "[2001:0DB8::1]::80" }} {{ stripPort ":80" }} {{ stripPort "[a]" }}',
      'foo.example.com foo.example.com 192.0.2.1 2001:0DB8::1 2001:0DB8::1 [2001:0DB8::1]::80  [a]',
    ],
    [
      '{{ stripDomain "foo.example.com" }} {{ stripDomain "foo.example.com:12345" }} {{ stripDomain "192.0.2.1" }} {{ stripDomain "192.0.2.1:80" }} {{ stripDomain "2001:0DB8::1" }} {{ stripDomain "[2001:0DB8::1]:80" }} {{ stripDomain "[2001:0DB8::1]::80" }} {{ stripDomain "256.1.1.1" }} {{ stripDomain "" }} {{ stripDomain "a.b:" }}',
      'foo foo:12345 192.0.2.1 192.0.2.1:80 2001:0DB8::1 [2001:0DB8::1]:80 [2001:0DB8::1]::80 256  a',
    ],
    [
      '{{ graphLink "up == 0" }} {{ tableLink "up{job=\\"a\\"}" }}',
      '/graph?g0.expr=up+%3D%3D+0&g0.tab=0 /graph?g0.expr=up%7Bjob%3D%22a%22%7D&g0.tab=1',
    ],
    ['{{ "<b>" | safeHtml }} {{ safeHtml "a" | printf "%q %T" }}', '<b> "a" %!T(MISSING)'],
    [
      '{{ parseDuration "1h2m10ms" }} {{ parseDuration "1d" }} {{ parseDuration "0" }} {{ printf "%0.2f" (parseDuration "90s") }}',
      '3720.01 86400 0 90.00',
    ],
  ],
};
