import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const folderOf = (path: string): string | undefined =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

/** The folders of the packages of which something is in the bundles, each once, sorted. */
export const packagesIn = (metafiles: readonly Metafile[]): string[] => {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const folders = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [folderOf(path)] : [],
    ),
  );
  return [...new Set(folders)].filter((folder) => folder !== undefined).sort();
};

type Manifest = {
  name: string;
  version: string;
  license: string;
  author?: string | { name?: string };
};

const authorOf = ({ author }: Manifest): string =>
  (typeof author === 'string' ? author : author?.name) ?? 'its authors';

/** Where a package holds no text of its licence, its manifest names one of these; the terms are SPDX's. */
const permission = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so`;
const noWarranty = `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
const terms: Record<string, string> = {
  MIT: `${permission}, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

${noWarranty}`,
  'MIT-0': `${permission}.\n\n${noWarranty}`,
  'Apache-2.0': 'The terms are those of the file LICENSE.',
  'BSD-2-Clause': `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL,
EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT
LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF
THE POSSIBILITY OF SUCH DAMAGE.`,
};

/** The text of a package's licence, with its notices: its own files, else the terms of the licence that it names. */
const licenceText = async (folder: string, manifest: Manifest): Promise<string> => {
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  if (files.length > 0) {
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  }
  const text = terms[manifest.license];
  if (text === undefined) throw new Error(`${folder} holds no licence, and names ${manifest.license}`);
  return `Copyright (c) ${authorOf(manifest)}\n\n${text}`;
};

/** The licences of what the bundles hold, packages with the same text together. `root` is where the folders are. */
export const thirdPartyLicences = async (root: string, folders: readonly string[]): Promise<string> => {
  const held = await Promise.all(
    folders.map(async (folder) => {
      const manifest: Manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
      const { name, version, license } = manifest;
      return {
        name: `${name} ${version} (${license})`,
        text: await licenceText(join(root, folder), manifest),
      };
    }),
  );
  const sections = [...Map.groupBy(held, ({ text }) => text)].map(
    ([text, packages]) => `${packages.map(({ name }) => name).join('\n')}\n\n${text}\n`,
  );
  return `What follows holds code of these others, under their own licences.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
};
