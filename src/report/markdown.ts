import type { ScanResult } from '#model/result.ts';
import { count } from './count.ts';
import { changeLines } from './markdown/changes.ts';
import { directorLines } from './markdown/director.ts';
import { headLines } from './markdown/head.ts';
import { findingLines, pathLines } from './markdown/lists.ts';
import { gapLines, numberLines } from './markdown/numbers.ts';
import { text } from './markdown/text.ts';
import type { ReportData } from './report-data.ts';

/** GitHub takes no longer comment than 65,536 characters; whoever posts it may have a line to add. */
const longest = 65_000;

const toldOf = ({ result }: ReportData): string => {
  const { tool, startedAt, finishedAt, input, partition } = result;
  const of = input === 'live' ? `read from AWS (${text(partition, 40)})` : 'read from a snapshot';
  return `*${text(tool.name, 60)} ${text(tool.version, 40)}, ${of}, ${text(startedAt, 40)} to ${text(finishedAt, 40)}.*`;
};

/** What became of it in Security Hub; nothing where it was not to be published. */
const publishLines = ({ publish }: ScanResult): string[] => {
  if (publish === null) return [];
  const { created, updated, refreshed, archived, kept, failed, unpublished } = publish;
  const left = unpublished.reduce((sum, { findings }) => sum + findings, 0);
  return [
    [
      `Security Hub: ${created} created, ${updated} updated, ${refreshed} refreshed, ${archived} archived, ${kept} kept.`,
      ...(left === 0 ? [] : [`${count(left, 'finding')} had nobody to be told to.`]),
      ...(failed.length === 0 ? [] : [`**${failed.length} could not be published.**`]),
    ].join(' '),
  ];
};

/** As many sections as there is room for, the most telling first; a section that does not fit is named. */
const assembled = (sections: readonly string[][]): string => {
  let whole = '';
  for (const section of sections) {
    if (section.length === 0) continue;
    const told = `${section.join('\n')}\n`;
    const fits = whole.length + told.length < longest - 200 * sections.length;
    whole += `${whole === '' ? '' : '\n'}${fits ? told : `${section[0]?.slice(0, 100)} (left out: too long)\n`}`;
  }
  return whole;
};

/**
 * The report as GitHub's Markdown, for a ticket or a pull request: at most 65,536 characters, what is left out counted.
 * No name in it mentions, links or marks up anything.
 */
export const renderMarkdown = (data: ReportData): string => {
  const { result, digest, changes } = data;
  return assembled([
    headLines(digest),
    directorLines(digest),
    numberLines(digest),
    gapLines(digest),
    changeLines(changes),
    findingLines(result),
    pathLines(result),
    publishLines(result),
    [toldOf(data)],
  ]);
};
