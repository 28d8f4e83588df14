// The page as it arrives: its frame, before the script fills it.

/** What every answer says to the browser: no script, style or connection but our own, and nothing kept. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** The HTML. It says what it is before any script runs. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Narthex preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/page.js"></script>
</head>
<body>
<a class="skip" href="#dashboard">To the dashboard</a>
<header id="top">
<p id="badge"><strong>Narthex preview</strong> <span>not Grafana</span></p>
</header>
<main id="dashboard" tabindex="-1"><p class="message">The dashboard is being read …</p><noscript><p class="message">The preview draws with JavaScript, which this browser does not run.</p></noscript></main>
</body>
</html>
`;
