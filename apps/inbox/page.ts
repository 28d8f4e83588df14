import { html } from 'hono/html';
import { links, when, where } from './facts.ts';
import type { Alert, Notification } from './payload.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}
table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0}
.firing{color:#c22}.resolved{color:#282}.text{white-space:pre-line}a+a{margin-left:.7em}`;

/** The page of the inbox: one row for each alert, newest first. Whatever the alerts say is shown as plain text. */
export function page(notifications: readonly Notification[]) {
  const rows = notifications.flatMap(({ receivedAt, receiver, payload }) =>
    payload.alerts.map(
      (alert) => html`<tr>
        <td>${receivedAt}</td>
        <td>${receiver}</td>
        <td class="${alert.status}">${alert.status}</td>
        <td>${alert.labels.severity ?? ''}</td>
        <td>${alert.labels.alertname ?? ''}</td>
        <td>${facts(alert, payload.externalURL)}</td>
      </tr>`,
    ),
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Inbox</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>Inbox</h1>
        <p>The alerts that arrived here, newest first. As JSON: <a href="/notifications">/notifications</a></p>
        ${rows.length === 0 ? html`<p>None so far.</p>` : table(rows)}
      </body>
    </html>`;
}

/** What, where, since when, and what helps: the same as in a message to people. */
function facts(alert: Alert, alertmanager: string) {
  const { summary, description } = alert.annotations;
  const texts = [summary, description, where(alert.labels), when(alert)].filter((text) => text);
  return html`${texts.map((text) => html`<div class="text">${text}</div>`)}
    <div>${links(alert, alertmanager).map(([name, url]) => html`<a href="${url}">${name}</a>`)}</div>`;
}

function table(rows: readonly unknown[]) {
  return html`<table>
    <thead>
      <tr><th>Received</th><th>Receiver</th><th>Status</th><th>Severity</th><th>Alert</th><th>What, where, when</th></tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}
