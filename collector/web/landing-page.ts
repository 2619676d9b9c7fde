import { escapeHtml } from './escape-html.ts'

interface Landing {
  readonly version: string
  readonly telemetryPath: string
}

/** The page at `/`: what this is, and where to go on. */
export function landingPage({ version, telemetryPath }: Landing): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>regwatch</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }</style>
</head>
<body>
<h1>regwatch</h1>
<p>Says why SIP registrations fail. Version ${escapeHtml(version)}.</p>
<ul>
<li><a href="${escapeHtml(telemetryPath)}">Metrics</a></li>
<li><a href="/-/healthy">Health</a></li>
<li><a href="/-/ready">Readiness</a></li>
</ul>
</body>
</html>
`
}
