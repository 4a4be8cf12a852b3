import { createHash } from 'node:crypto';
import { build, type Metafile } from 'esbuild';
import { packagesIn, thirdPartyLicences } from './package/licences.ts';

/** Browsers of 2024: `light-dark()` in the style, DecompressionStream in the script. */
const browsers = ['chrome123', 'firefox120', 'safari17.5'];

/** Inside an element, or a comment, no text may end it; a new one that does would be an error of ours. */
const refuse = (text: string, pattern: RegExp): string => {
  const found = pattern.exec(text);
  if (found !== null) throw new Error(`The page's bundle holds ${found[0]}, which would end its element.`);
  return text;
};

/** Whoever has a report has code of others, and so their licences. */
const withLicences = async (text: string, metafile: Metafile): Promise<string> => {
  const folders = packagesIn([metafile]);
  if (folders.length === 0) return text;
  const licences = await thirdPartyLicences('.', folders);
  return `/*\n${refuse(licences, /\*\//)}*/\n${text}`;
};

/** One entry of the page as one text: the same for the same sources, wherever it is made. */
const bundle = async (entry: string): Promise<string> => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['production'],
    target: browsers,
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
  });
  return withLicences(outputFiles[0]?.text.trim() ?? '', metafile);
};

/** What a Content-Security-Policy calls a text by. */
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** `src/report/html/page.generated.ts`: the page's script and style, as the report carries them. */
export const pageModule = async (): Promise<string> => {
  const script = refuse(await bundle('src/report/page/main.ts'), /<\/?script/i);
  const style = refuse(await bundle('src/report/page/style/main.css'), /<\/style/i);
  const exports = {
    pageScript: script,
    pageScriptHash: hashOf(script),
    pageStyle: style,
    pageStyleHash: hashOf(style),
  };
  const lines = Object.entries(exports).map(
    ([name, text]) => `export const ${name} = ${JSON.stringify(text)};\n`,
  );
  return `// Made of src/report/page by \`npm run generate\`.\n${lines.join('')}`;
};
