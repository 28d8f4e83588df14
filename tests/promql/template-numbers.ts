/** Templates and what Prometheus 3.5 makes of them: numbers made readable, and the directives of `printf`. */
export const numbers: Readonly<Record<string, readonly (readonly [template: string, text: string])[]>> = {
  'numbers of Prometheus': [
    [
      '{{ humanize 0.0 }}:{{ humanize 1.0 }}:{{ humanize 1234567.0 }}:{{ humanize .12 }}:{{ humanize "0.0" }}:{{ humanize "1234567.0" }}',
      '0:1:1.235M:120m:0:1.235M',
    ],
    [
      '{{ humanize 0 }}:{{ humanize -1 }}:{{ humanize 1234567 }}:{{ humanize 9223372036854775807 }}',
      '0:-1:1.235M:9.223E',
    ],
    [
      '{{ humanize 999 }} {{ humanize 999.95 }} {{ humanize 999999 }} {{ humanize 1000 }} {{ humanize 1e-9 }} {{ humanize 1e-24 }} {{ humanize 1e-30 }} {{ humanize 1e24 }} {{ humanize 1e27 }} {{ humanize -1500.0 }} {{ humanize -0.001 }}',
      '999 1000 1000k 1k 1n 1y 1e-06y 1Y 1000Y -1.5k -1m',
    ],
    [
      '{{ humanize "1_000" }} {{ humanize "0x1p4" }} {{ humanize "inf" }} {{ humanize "-Infinity" }} {{ humanize "nan" }} {{ humanize "+5" }} {{ humanize "5." }} {{ humanize "1e3" }}',
      '1k 16 +Inf -Inf NaN 5 5 1k',
    ],
    [
      '{{ humanize1024 0.0 }}:{{ humanize1024 1.0 }}:{{ humanize1024 1048576.0 }}:{{ humanize1024 .12 }}:{{ humanize1024 9223372036854775807 }}',
      '0:1:1Mi:0.12:8Ei',
    ],
    [
      '{{ humanize1024 1023 }} {{ humanize1024 1024 }} {{ humanize1024 1025 }} {{ humanize1024 -2048 }} {{ humanize1024 1e-5 }} {{ humanize1024 1e30 }} {{ humanize1024 "1e3" }}',
      '1023 1ki 1.001ki -2ki 1e-05 8.272e+05Yi 1000',
    ],
    [
      '{{ humanizeDuration 0 }}:{{ humanizeDuration 1 }}:{{ humanizeDuration 60 }}:{{ humanizeDuration 3600 }}:{{ humanizeDuration 86400 }}:{{ humanizeDuration 90000 }}:{{ humanizeDuration -183845 }}:{{ humanizeDuration 899.99 }}',
      '0s:1s:1m 0s:1h 0m 0s:1d 0h 0m 0s:1d 1h 0m 0s:-2d 3h 4m 5s:14m 59s',
    ],
    [
      '{{ humanizeDuration .1 }}:{{ humanizeDuration .0001 }}:{{ humanizeDuration .12345 }}:{{ humanizeDuration 60.1 }}:{{ humanizeDuration 60.5 }}:{{ humanizeDuration 1.2345 }}:{{ humanizeDuration 12.345 }}:{{ humanizeDuration "0.001" }}:{{ humanizeDuration -0.5 }}',
      '100ms:100us:123.5ms:1m 0s:1m 0s:1.234s:12.35s:1ms:-500ms',
    ],
    [
      '{{ humanizePercentage -0.22222 }}:{{ humanizePercentage 0.0 }}:{{ humanizePercentage 0.1234567 }}:{{ humanizePercentage 1.23456 }}:{{ humanizePercentage 1234567 }}:{{ humanizePercentage "0.5" }}',
      '-22.22%:0%:12.35%:123.5%:1.235e+08%:50%',
    ],
    [
      '{{ humanizeTimestamp 0 }}:{{ humanizeTimestamp -1 }}:{{ humanizeTimestamp 1234567 }}:{{ humanizeTimestamp 9223372036 }}:{{ humanizeTimestamp 1435065584.128 }}:{{ humanizeTimestamp "1435065584.1" }}:{{ humanizeTimestamp -0.0015 }}',
      '1970-01-01 00:00:00 +0000 UTC:1969-12-31 23:59:59 +0000 UTC:1970-01-15 06:56:07 +0000 UTC:2262-04-11 23:47:16 +0000 UTC:2015-06-23 13:19:44.128 +0000 UTC:2015-06-23 13:19:44.1 +0000 UTC:1969-12-31 23:59:59.999 +0000 UTC',
    ],
    [
      '{{ (toTime 1435065584.128).Format "2006-01-02T15:04:05Z07:00 Mon Jan _2 pm .000 .999999 002" }} {{ (toTime 1.5).Year }} {{ (toTime 1e9).Unix }} {{ (1435065584 | toTime).Format "Monday, January 2 2006 3:04:05PM MST -0700" }}',
      '2015-06-23T13:19:44Z Tue Jun 23 pm .128 .128 174 1970 1000000000 Tuesday, June 23 2015 1:19:44PM UTC +0000',
    ],
    ['{{ toTime 1.5 }} {{ toTime -86400.25 }}', '1970-01-01 00:00:01.5 +0000 UTC 1969-12-30 23:59:59.75 +0000 UTC'],
  ],
  'directives of printf': [
    [
      '{{ printf "%d %s %v %#v %T" $value $value $labels $value $value }}',
      '%!d(float64=0.9) %!s(float64=0.9) map[empty_name:x y instance:h:1 job:api] 0.9 float64',
    ],
    [
      '{{ printf "%.2f|%6.2f|%-8.3f|%+8.3f|% 8.3f|%+08.3f|%-08.3f|%010.2f" 1.5 12.345 1.5 1.5 1.5 1.5 1.5 -1.5 }}',
      '1.50| 12.35|1.500   |  +1.500|   1.500|+001.500|1.500   |-000001.50',
    ],
    [
      '{{ printf "%e %.3e %E %g %.3g %.10g %G %.0e %v" 123456.789 123456.789 1e-10 1e-5 123456.0 0.1 1e-7 15.0 1e6 }}',
      '1.234568e+05 1.235e+05 1.000000E-10 1e-05 1.23e+05 0.1 1E-07 2e+01 1e+06',
    ],
    [
      '{{ printf "%f %.0f %.0f %.0f %.1f %.1f %.20f %.25f %F" 1e15 0.5 1.5 2.5 0.25 0.35 0.1 1e-20 2.0 }}',
      '1000000000000000.000000 0 2 2 0.2 0.3 0.10000000000000000555 0.0000000000000000000100000 2.000000',
    ],
    [
      '{{ printf "%#g %#.3g %#f %#.0f %#e %#v %#v %#g" 1.0 1.0 1.0 1.0 1e6 1e6 1e21 0.0 }}',
      '1.00000 1.00 1.000000 1. 1.000000e+06 1e+06 1e+21 0.00000',
    ],
    [
      '{{ printf "%x %X %b %.2x %x" 0.5 1.5 2.5 1.999 0.0 }}',
      '0x1p-01 0X1.8P+00 5629499534213120p-51 0x1.00p+01 0x0p+00',
    ],
    [
      '{{ printf "%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%O|%#o|%b|%#b|%c|%q|%U|%#U" 42 42 42 42 42 42 255 255 255 64 64 64 5 5 233 233 233 233 }}',
      "42|   42|42   |00042|+42| 42|ff|FF|0xff|100|0o100|0100|101|0b101|é|'é'|U+00E9|U+00E9 'é'",
    ],
    [
      '{{ printf "%.d|%.0d|%.3d|%+.3d|%08.3d|%-8d|%x|%8x|%#08x" 0 0 5 5 5 5 -255 255 255 }}',
      '||005|+005|     005|5       |-ff|      ff|0x000000ff',
    ],
    [
      '{{ printf "%s|%10s|%-10s|%.2s|%q|%x|% x|%#x|%X|%5.1s|%05s" "é" "é" "é" "éab" "a\\"b\\n" "abc" "abc" "abc" "hé" "abc" "a" }}',
      'é|         é|é         |éa|"a\\"b\\n"|616263|61 62 63|0x616263|68C3A9|    a|0000a',
    ],
    ['{{ printf "%+q %#q %#q %#v %+v %+s" "é😀" "a" "a`b" "a" "a" "a" }}', '"\\u00e9\\U0001f600" `a` "a`b" "a" a a'],
    ['{{ printf "%t|%6t|%-6t|%v|%d" true false true false true }}', 'true| false|true  |false|%!d(bool=true)'],
    ['{{ printf "%5v|%5d|%5s|%05v" 0.5 0.5 0.5 0.5 }}', '  0.5|%!d(float64=  0.5)|%!s(float64=  0.5)|000.5'],
    [
      '{{ printf "%v %+v %s %d %q" $labels $labels $externalLabels $externalLabels $externalLabels }}',
      'map[empty_name:x y instance:h:1 job:api] map[empty_name:x y instance:h:1 job:api] map[region:eu] map[%!d(string=region):%!d(string=eu)] map["region":"eu"]',
    ],
    [
      '{{ printf "%v %q %#v %T" (args 1 "a" nil) (args 1 "a" nil) (args 1 "a" nil) (args) }}',
      `map[arg0:1 arg1:a arg2:<nil>] map["arg0":'\\x01' "arg1":"a" "arg2":<nil>] map[string]interface {}{"arg0":1, "arg1":"a", "arg2":interface {}(nil)} map[string]interface {}`,
    ],
    [
      '{{ printf "%+v" . }}',
      '{Labels:map[empty_name:x y instance:h:1 job:api] ExternalLabels:map[region:eu] ExternalURL:http://p.example:9090/prom Value:0.9}',
    ],
    [
      '{{ printf "%v %d %s %T" nil nil nil nil }} {{ printf "%s %v %q" (toTime 1.5) (toTime 1.5) (toTime 1.5) }}',
      '<nil> %!d(<nil>) %!s(<nil>) <nil> 1970-01-01 00:00:01.5 +0000 UTC 1970-01-01 00:00:01.5 +0000 UTC "1970-01-01 00:00:01.5 +0000 UTC"',
    ],
    [
      '{{ printf "%[2]d %[1]d" 1 2 }} {{ printf "%[3]v %[1]v %v %[5]v %[x]v %[1]" 1 2 3 }} {{ printf "%[1]*d" 5 }} {{ printf "%[2]*[1]d" 7 4 }}',
      '2 1 3 1 2 %!v(BADINDEX) %!v(BADINDEX) %!(NOVERB) %!d(MISSING)    7',
    ],
    [
      '{{ printf "%*d|%-*d|%*d|%.*f|%.*d|%*d" 5 3 5 3 -5 3 2 3.14159 -1 4 "x" 4 }}',
      '    3|3    |3    |3.14|%!(BADPREC)4|%!(BADWIDTH)4',
    ],
    [
      '{{ printf "%!" }} {{ printf "%d" "a" }} {{ printf "%s" }} {{ printf "a" 1 }} {{ printf "%z %é" 1 2 }} {{ printf "%" }} {{ printf "%-" }} {{ printf "%5%|%%" }} {{ printf "a%sb" 1 2 "x" nil }}',
      '%!!(MISSING) %!d(string=a) %!s(MISSING) a%!(EXTRA int=1) %!z(int=1) %!é(int=2) %!(NOVERB) %!(NOVERB) %|% a%!s(int=1)b%!(EXTRA int=2, string=x, <nil>)',
    ],
    ['{{ printf "%d %v %c %#v" (index "abc" 0) (index "abc" 0) (index "abc" 0) (index "abc" 0) }}', '97 97 a 0x61'],
  ],
};
