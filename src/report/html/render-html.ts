import { gzipSync } from 'node:zlib';
import type { ReportData } from '../report-data.ts';
import { escapeHtml } from './escape-html.ts';
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from './page.generated.ts';
import { toPageData } from './page-data.ts';

/**
 * Nothing is asked of anybody, and nothing runs but the page's own script, whatever the data holds.
 * `require-trusted-types-for` has the browser refuse markup from text, but for lit-html's own templates.
 */
const policy = [
  "default-src 'none'",
  `script-src '${pageScriptHash}'`,
  `style-src '${pageStyleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** What would have a name turn round what stands after it, an account ID among it (Unicode, UAX #9). */
const bidiControls = /\p{Bidi_Control}+/gu;

/** In base64 no text can end the element, or be anything but text. */
const packed = (data: ReportData): string =>
  gzipSync(JSON.stringify(toPageData(data)).replaceAll(bidiControls, ' '), { level: 9 }).toString('base64');

const withoutScript = ({ digest, result }: ReportData): string => {
  const { bedrock, seen, paths, next } = digest;
  const lines = [
    `Read until ${result.finishedAt}.`,
    `Bedrock paths: ${bedrock.open} open, ${bedrock.broken} broken, ${bedrock.unknown} unknown.`,
    `Paths: ${paths.of}; ${paths.byVerdict.usable} usable, ${paths.byVerdict.partial} partial, ${paths.byVerdict.blocked} blocked, ${paths.byVerdict.unknown} unknown.`,
    `Seen: ${seen.accounts.seen} of ${seen.accounts.of} accounts, ${seen.regions.seen} of ${seen.regions.of} Regions${seen.complete ? '' : '; not all was read'}.`,
    next === null ? 'No finding asks for a change.' : `Next to fix: ${next.title}`,
  ];
  return `<h1>VPC path auditor</h1>
<p>The whole report needs JavaScript, which is off; it runs from this file alone and asks nobody for anything. In short:</p>
<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
};

/** The report as one HTML file that asks nobody for anything. It carries what it shows. */
export const renderHtml = (data: ReportData): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>VPC paths, ${escapeHtml(data.result.finishedAt.slice(0, 10))}</title>
<style>${pageStyle}</style>
</head>
<body>
<div id="app"><main><p>Reading the report…</p></main></div>
<noscript><div>${withoutScript(data)}</div></noscript>
<script type="application/octet-stream" id="data">${packed(data)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
