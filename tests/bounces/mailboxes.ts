import { afterAll, beforeAll, beforeEach } from 'vitest';
import { DOVECOT, type ImapServer, openImapServer } from '../support/imap.ts';
import { hasProgram } from '../support/programs.ts';
import { openReturning } from './returning.ts';

/** Whether there is a Dovecot here; else these tests are skipped. */
export const hasMailboxes = () => hasProgram(DOVECOT, '--version');

/** A real mail server for the tests of a `describe`, in which each test has a mailbox of its own. */
export function useMailboxes() {
  let imap: ImapServer;
  let number = 0;
  beforeAll(async () => {
    imap = await openImapServer();
  });
  afterAll(() => imap.close());
  beforeEach(() => {
    number += 1;
    imap.wire.reset();
  });
  return {
    server: () => imap,
    /** Whose mailbox it is. */
    user,
    /** A site that reads this mailbox and has sent an issue to so many readers. */
    openSent: async (readers: number, at = '') => {
      const opened = await openReturning(readers, imap.urlFor(user(), at));
      await opened.send();
      return opened;
    },
  };

  function user(): string {
    return `post${number}@kantoor.example`;
  }
}
