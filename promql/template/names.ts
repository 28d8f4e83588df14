/** Functions that Prometheus gives to the templates of alerts, beside those of Go. `tmpl` is only for its consoles. */
const prometheusFunctions = [
  'args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match now',
  'parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title toDuration',
  'toLower toTime toUpper urlQueryEscape value',
].flatMap((line) => line.split(' '));
const goFunctions = 'and call eq ge gt html index js le len lt ne not or print printf println slice urlquery'.split(
  ' ',
);

/** Every function that a template of an alert may call. */
export const templateFunctions: readonly string[] = [...prometheusFunctions, ...goFunctions].sort();

/** The variables that Prometheus declares before the text of an alert; templates within it only have `$`. */
export const givenVariables: readonly string[] = ['$', '$labels', '$externalLabels', '$externalURL', '$value'];
