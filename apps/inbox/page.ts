import { html } from 'hono/html';
import type { Notification } from './payload.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}
table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0}
.firing{color:#c22}.resolved{color:#282}`;

/** The page of the inbox: one row for each alert, newest first. Whatever the alerts say is shown as plain text. */
export function page(notifications: readonly Notification[]) {
  const rows = notifications.flatMap(({ receivedAt, receiver, payload }) =>
    payload.alerts.map(
      ({ status, labels, annotations }) => html`<tr>
        <td>${receivedAt}</td>
        <td>${receiver}</td>
        <td class="${status}">${status}</td>
        <td>${labels.alertname ?? ''}</td>
        <td>${annotations.summary ?? annotations.description ?? ''}</td>
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

function table(rows: readonly unknown[]) {
  return html`<table>
    <thead>
      <tr><th>Received</th><th>Receiver</th><th>Status</th><th>Alert</th><th>Summary</th></tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}
