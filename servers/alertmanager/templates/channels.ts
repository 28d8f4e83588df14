import { define, html, slack, text } from './dialect.ts';
import { message, textMessage } from './message.ts';
import { title, where } from './parts.ts';

/** The three severities, and what each is in another vocabulary. */
function bySeverity(words: Readonly<Record<'critical' | 'warning' | 'info' | 'other', string>>): string {
  const of = (severity: string) => `eq .CommonLabels.severity "${severity}"`;
  return `{{ if ${of('critical')} }}${words.critical}{{ else if ${of('warning')} }}${words.warning}{{ else if ${of('info')} }}${words.info}{{ else }}${words.other}{{ end }}`;
}

const red = '#b71c1c';
const amber = '#b26a00';
const blue = '#1565c0';
const green = '#2e7d32';
const color = `{{ if eq .Status "resolved" }}${green}{{ else }}${bySeverity({ critical: red, warning: amber, info: blue, other: red })}{{ end }}`;

/** `narthex.slack.title`, `.message` and `.color`. */
export function slackTemplates(): string {
  return [where(slack), title(slack), textMessage(slack, ' | ', ' | '), define('narthex.slack.color', color)].join('');
}

/** `narthex.text.title` and `.message`: for subjects, mail programs without HTML, and PagerDuty. */
export function textTemplates(): string {
  return [
    where(text),
    title(text),
    textMessage(text, '\n  ', '\n'),
    define('narthex.severity', pagerDutySeverity),
  ].join('');
}

/** The severities of the Events API v2. */
const pagerDutySeverity = bySeverity({ critical: 'critical', warning: 'warning', info: 'info', other: 'error' });

/** `narthex.html.message`: a whole page. Styles stand at the elements, because mail programs drop others. */
export function htmlTemplates(): string {
  const content = message(html, {
    line: (each) => `<p style="margin:0 0 .7em;white-space:pre-line">${each}</p>`,
    item: (each) => `<li style="margin:0 0 .4em">${each}</li>`,
    list: (items) => `<ul style="margin:0 0 .7em;padding:0 0 0 1.4em">${items}</ul>`,
    separator: ' &middot; ',
    between: ' &middot; ',
  });
  const heading = (shade: string) =>
    `<h1 style="font-size:18px;border-left:6px solid ${shade};padding:0 0 0 .6em;margin:0 0 .8em">`;
  const headings = `{{ if eq .Status "resolved" }}${heading(green)}{{ else }}${bySeverity({
    critical: heading(red),
    warning: heading(amber),
    info: heading(blue),
    other: heading(red),
  })}{{ end }}`;
  const page = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ template "narthex.html.title" . }}</title></head>',
    '<body style="font:15px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:50em">',
    `${headings}{{ template "narthex.html.title" . }}</h1>${content}</body></html>`,
  ].join('');
  return [where(html), title(html), define('narthex.html.message', page)].join('');
}
