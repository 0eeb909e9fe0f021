const WIDTH = 24;

/** Shows how far something is: a bar on a terminal, and nothing where the output goes to a file. */
export function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY || total === 0) return;
  const filled = Math.round((done / total) * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  process.stderr.write(`\r${bar} ${done} of ${total}${done === total ? '\n' : ''}`);
}
