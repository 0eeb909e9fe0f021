import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: who it was handed over for, what it says, and its source to the letter. */
export type ReceivedMail = Email & { recipient: string; source: string };

/** What the server says to the next mails: takes them, or answers recipient or sender with this SMTP status. */
export type SmtpMood = { status?: number | undefined; statusForSender?: number | undefined };

/** A real SMTP server on a free port, standing for the far end. */
export async function openSmtpServer() {
  const mails: ReceivedMail[] = [];
  const mood: SmtpMood = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideSMTPUTF8: false,
    onMailFrom: (_address, _session, done) => {
      if (mood.statusForSender === undefined) return done();
      done(Object.assign(new Error('not you'), { responseCode: mood.statusForSender }));
    },
    onRcptTo: (_address, _session, done) => {
      if (mood.status === undefined) return done();
      done(Object.assign(new Error('not now'), { responseCode: mood.status }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const source = Buffer.concat(chunks);
        const mail = await PostalMime.parse(source);
        const recipient = session.envelope.rcptTo[0]?.address ?? '';
        mails.push({ ...mail, recipient, source: source.toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mood,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
