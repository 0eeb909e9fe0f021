import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: its return path, who it was handed over for, what it says, and its source to the letter. */
export type ReceivedMail = Email & { returnPath: string; recipient: string; source: string };

/** What the server does with the next mails: takes them, or misbehaves in one of these ways. */
export type SmtpMood = {
  /** Answers every recipient, or this sender, with this SMTP status. */
  status?: number | undefined;
  statusForSender?: number | undefined;
  /** Answers this recipient with this SMTP status; undefined takes it. */
  statusFor?: ((recipient: string) => number | undefined) | undefined;
  /** Hears of each return path that is named. */
  onSender?: ((sender: string) => void) | undefined;
  /** Answers this recipient with this SMTP status and these words. */
  answerFor?: ((recipient: string) => [status: number, words: string] | undefined) | undefined;
  /** Takes the whole mail for this recipient, keeps it, and drops the connection without an answer. */
  dropsAfterData?: ((recipient: string) => boolean) | undefined;
  /** Takes the whole mail for this recipient, and answers when this is over. */
  holds?: ((recipient: string) => Promise<void> | undefined) | undefined;
};

/** A real SMTP server on a free port, standing for the far end. */
export async function openSmtpServer() {
  const mails: ReceivedMail[] = [];
  const mood: SmtpMood = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideSMTPUTF8: false,
    onMailFrom: ({ address }, _session, done) => {
      mood.onSender?.(address);
      if (mood.statusForSender === undefined) return done();
      done(Object.assign(new Error('not you'), { responseCode: mood.statusForSender }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const answer = mood.answerFor?.(address);
      if (answer) return done(Object.assign(new Error(answer[1]), { responseCode: answer[0] }));
      const status = mood.status ?? mood.statusFor?.(address);
      if (status === undefined) return done();
      done(Object.assign(new Error('not now'), { responseCode: status }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const source = Buffer.concat(chunks);
        const mail = await PostalMime.parse(source);
        const recipient = session.envelope.rcptTo[0]?.address ?? '';
        const returnPath = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        mails.push({ ...mail, returnPath, recipient, source: source.toString() });
        if (mood.dropsAfterData?.(recipient)) return dropConnection(session.id);
        await mood.holds?.(recipient);
        done();
      });
    },
  });
  let mostConnections = 0;
  server.server.on('connection', () => {
    setImmediate(() => {
      mostConnections = Math.max(mostConnections, server.connections.size);
    });
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mood,
    /** How many connections there were at once, at most. */
    mostConnections: () => mostConnections,
    /** Goes away: drops every connection and refuses new ones. */
    goAway: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.server.close(resolve));
      for (const { id } of server.connections) dropConnection(id);
      await closed;
    },
    comeBack: () => listen(port),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };

  function dropConnection(id: string): void {
    for (const connection of server.connections) {
      if (connection.id === id) connection._socket.destroy();
    }
  }
}
