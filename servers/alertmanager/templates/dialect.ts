/**
 * How a kind of message writes things, as pieces of Go's template language. A value is a pipeline: `.Labels.service`. What it gives may
 * hold anything: quotes, `<`, line breaks.
 */
export interface Dialect {
  /** The first part of the names of its templates. */
  readonly name: 'slack' | 'text' | 'html';
  /** A value on one line. */
  readonly line: (value: string) => string;
  /** A value with its own line breaks. */
  readonly block: (value: string) => string;
  readonly bold: (text: string) => string;
  /** A link to an address that is a value. */
  readonly link: (value: string, text: string) => string;
  /** A link to an address that is written already, as far as it needs to be encoded. */
  readonly linkTo: (address: string, text: string) => string;
}

const oneLine = String.raw`reReplaceAll "\\s+" " "`;
/** Slack reads these three as the beginning of something: https://api.slack.com/reference/surfaces/formatting#escaping */
const slackEscape = 'reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"';
/** What would end an address of Slack, as an address may carry it. */
const slackAddress = String.raw`reReplaceAll "\\|" "%7C" | reReplaceAll "<" "%3C" | reReplaceAll ">" "%3E" | reReplaceAll "\\s" "%20" | reReplaceAll "&" "&amp;"`;

/** The markup of Slack. */
export const slack: Dialect = {
  name: 'slack',
  line: (value) => `{{ ${value} | ${oneLine} | ${slackEscape} }}`,
  block: (value) => `{{ ${value} | ${slackEscape} }}`,
  bold: (text) => `*${text}*`,
  link: (value, text) => `<{{ ${value} | ${slackAddress} }}|${text}>`,
  linkTo: (address, text) => `<${address}|${text}>`,
};

/** Plain text. */
export const text: Dialect = {
  name: 'text',
  line: (value) => `{{ ${value} | ${oneLine} }}`,
  block: (value) => `{{ ${value} }}`,
  bold: (text) => text,
  link: (value, text) => `${text}: {{ ${value} }}`,
  linkTo: (address, text) => `${text}: ${address}`,
};

/** HTML. Go escapes every value by where it stands, addresses too. */
export const html: Dialect = {
  name: 'html',
  line: (value) => `{{ ${value} }}`,
  block: (value) => `{{ ${value} }}`,
  bold: (text) => `<b>${text}</b>`,
  link: (value, text) => `<a href="{{ ${value} }}">${text}</a>`,
  linkTo: (address, text) => `<a href="${address}">${text}</a>`,
};

/** A template of this name; nothing is added around its content. */
export function define(name: string, content: string): string {
  return `{{ define "${name}" }}${content}{{ end }}\n`;
}
