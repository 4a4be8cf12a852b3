/** Commands that a document shows together, and where. */
export type Shown = { document: string; line: number; script: string };

const programs = 'npm|npx|node|aws|auditor|vpc-path-auditor|jq|git|cd|mkdir|echo|terraform|cdk|curl|docker';
const startsCommand = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${programs})(?: |$)`);

/** Text between single backquotes that is a command, with its words: `npm ci`, not `aws` alone. */
const inlineCommand = new RegExp(`(?<!\`)\`((?:npm|npx|aws|auditor|git|cdk|terraform) [^\`]+)\`(?!\`)`, 'g');

/** Of a command that is shown in the midst of a sentence, dots stand for arguments. */
const withoutDots = (command: string): string => command.replace(/ (?:-- )?\.\.\.$/, '');

/** A remark at the end of a line, which stands apart; the prompt before one. */
const withoutComment = (text: string): string => text.replace(/^\$ /, '').replace(/\s{2,}# .*$/, '');

type Block = { line: number; lines: string[]; isShell: boolean };

/** Blocks of code: indented by four spaces, as most are here, or fenced. */
const blocksOf = (lines: readonly string[]): { blocks: Block[]; prose: { line: number; text: string }[] } => {
  const blocks: Block[] = [];
  const prose: { line: number; text: string }[] = [];
  let fence: Block | null = null;
  let indented: Block | null = null;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const language = /^\s*```(\w*)/.exec(text)?.[1];
    if (language !== undefined) {
      if (fence === null) fence = { line, lines: [], isShell: /^(?:sh|bash|shell|console)$/.test(language) };
      else {
        blocks.push(fence);
        fence = null;
      }
    } else if (fence !== null) fence.lines.push(text);
    else if (text.startsWith('    ') && text.trim() !== '') {
      if (indented === null) {
        indented = { line, lines: [], isShell: startsCommand.test(text.trim()) };
        blocks.push(indented);
      }
      indented.lines.push(text.slice(4));
    } else {
      indented = null;
      prose.push({ line, text });
    }
  }
  return { blocks, prose };
};

/** Every command of a markdown document: its blocks of shell, and commands named in sentences and tables. */
export const commandsIn = (document: string, markdown: string): Shown[] => {
  const { blocks, prose } = blocksOf(markdown.split('\n'));
  const shown = blocks
    .filter(({ isShell }) => isShell)
    .map(({ line, lines }) => ({
      document,
      line,
      script: lines.map(withoutComment).join('\n'),
    }));
  const named = prose.flatMap(({ line, text }) =>
    [...text.matchAll(inlineCommand)].map(([, command = '']) => ({
      document,
      line,
      script: withoutDots(command.replaceAll('\\|', '|')),
    })),
  );
  return [...shown, ...named];
};
