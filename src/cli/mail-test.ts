import { join } from 'node:path';
import { parseAddress } from '../mail/address.ts';
import { createTransport } from '../mail/transport.ts';
import type { Command } from './command.ts';

/** Sends one mail at once, past the outbox, so that the server's answer can be seen. */
export const mailTest: Command = {
  name: 'mail test',
  about: 'Sends a mail to try the configuration, and shows what the server answered.',
  options: [],
  positionals: ['ADDRESS'],
  run: async ({ config, clock }, { positionals: [address = ''] }) => {
    const recipient = parseAddress(address);
    if (!recipient.ok) {
      console.error(`${address} is no e-mail address.`);
      return 'failed';
    }
    const transport = createTransport(config.mail, join(config.dataDir, 'mail'));
    const outcome = await transport.send({
      id: 0,
      messageId: `<test.${clock().getTime()}@${new URL(config.siteUrl).hostname}>`,
      kind: 'test',
      recipient: recipient.address.typed,
      subject: 'Proefmail van de website',
      text: 'Deze mail laat zien dat de website mail kan versturen.\n',
      html: '<p>Deze mail laat zien dat de website mail kan versturen.</p>',
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [],
      once: false,
      attempts: 1,
      createdAt: clock().toISOString(),
    });
    transport.close();
    if (outcome.kind === 'sent') {
      console.info(`Sent. The server answered: ${outcome.answer}`);
      return 'done';
    }
    console.error(`Not sent. The server answered: ${outcome.answer}`);
    return 'failed';
  },
};
