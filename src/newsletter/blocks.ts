import type { Block, RemovedBlock } from './issue.ts';

/** What a button beside a block asks for. Places count from 0; one that is not there changes nothing. */
export type Step =
  | { kind: 'up' | 'down' | 'remove'; block: number }
  | { kind: 'add-text' | 'add-meetings'; at: number }
  | { kind: 'add-articles'; at: number; slugs: string[] }
  | { kind: 'put-back' };

/** The blocks after a step, and what can be put back from then on. */
export type Stepped = { blocks: Block[]; removed: RemovedBlock | undefined };

/** Takes one step with the blocks. `removed` is what can be put back now. */
export function takeStep(blocks: Block[], step: Step, removed: RemovedBlock | undefined): Stepped {
  switch (step.kind) {
    case 'up':
      return { blocks: swapped(blocks, step.block - 1, step.block), removed: undefined };
    case 'down':
      return { blocks: swapped(blocks, step.block, step.block + 1), removed: undefined };
    case 'remove': {
      const block = blocks[step.block];
      if (block === undefined) return { blocks, removed };
      return { blocks: blocks.toSpliced(step.block, 1), removed: { block, at: step.block } };
    }
    case 'add-text':
      return { blocks: blocks.toSpliced(step.at, 0, { kind: 'text', markdown: '' }), removed: undefined };
    case 'add-meetings':
      return { blocks: blocks.toSpliced(step.at, 0, { kind: 'meetings' }), removed: undefined };
    case 'add-articles': {
      const added = step.slugs.map((slug): Block => ({ kind: 'article', slug }));
      return { blocks: blocks.toSpliced(step.at, 0, ...added), removed: undefined };
    }
    case 'put-back':
      if (removed === undefined) return { blocks, removed };
      return { blocks: blocks.toSpliced(removed.at, 0, removed.block), removed: undefined };
  }
}

function swapped(blocks: Block[], first: number, second: number): Block[] {
  const [one, other] = [blocks[first], blocks[second]];
  if (one === undefined || other === undefined) return blocks;
  return blocks.with(first, other).with(second, one);
}
