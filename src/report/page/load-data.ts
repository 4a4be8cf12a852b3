import type { PageData } from '../html/page-data.ts';

/** A loop, as `Uint8Array.from` takes a second for megabytes. */
const toBytes = (base64: string): Uint8Array<ArrayBuffer> => {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  return bytes;
};

/** The data that the page carries, gzip in base64 in the element `data`. Throws where there is none, or it is broken. */
export const loadData = async (page: Document): Promise<PageData> => {
  const bytes = toBytes(page.getElementById('data')?.textContent ?? '');
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as PageData;
};
