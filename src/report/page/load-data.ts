import type { PageData } from '../html/page-data.ts';

/** The data that the page carries, gzip in base64 in the element `data`. Throws where there is none, or it is broken. */
export const loadData = async (page: Document): Promise<PageData> => {
  const text = page.getElementById('data')?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as PageData;
};
