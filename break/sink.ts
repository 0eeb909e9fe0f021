import { createServer, type Socket } from 'node:net';

/** What a sink has taken: how often it answered 250 to a message for each recipient. */
export type Sink = {
  url: string;
  /** By recipient. A message counts at the moment that the answer to DATA is written. */
  taken: Map<string, number>;
  messages: () => number;
  close: () => Promise<void>;
};

type SinkOptions = {
  /** How long it thinks before it answers a message, in milliseconds. */
  thinks?: () => number;
  onMessage?: (recipient: string) => void;
};

const END_OF_MESSAGE = Buffer.from('\r\n.\r\n');

/** A mail server that takes everything, quickly, and throws it away: the far end of a sending. */
export async function openSink({ thinks = () => 0, onMessage = () => {} }: SinkOptions = {}): Promise<Sink> {
  const taken = new Map<string, number>();
  const sockets = new Set<Socket>();
  let messages = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, thinks, (recipient) => {
      messages += 1;
      taken.set(recipient, (taken.get(recipient) ?? 0) + 1);
      onMessage(recipient);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    messages: () => messages,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One connection: commands line by line, with pipelining, and messages that are only looked at for their end. */
function serve(socket: Socket, thinks: () => number, take: (recipient: string) => void): void {
  let buffer: Buffer = Buffer.alloc(0);
  let recipient = '';
  let inMessage = false;
  let thinking = false;
  // Answers to commands that came together go out together, and none waits for the last to be acknowledged.
  socket.setNoDelay(true);
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    readOn();
  });

  function readOn(): void {
    socket.cork();
    while (!thinking && (inMessage ? endOfMessage() : command()));
    socket.uncork();
  }

  function endOfMessage(): boolean {
    const end = buffer.indexOf(END_OF_MESSAGE);
    if (end < 0) return false;
    buffer = buffer.subarray(end + END_OF_MESSAGE.length);
    inMessage = false;
    thinking = true;
    const milliseconds = thinks();
    if (milliseconds > 0) setTimeout(answer, milliseconds);
    else answer();
    return true;
  }

  function answer(): void {
    thinking = false;
    if (socket.destroyed) return;
    take(recipient);
    socket.write('250 taken\r\n');
    readOn();
  }

  function command(): boolean {
    const end = buffer.indexOf('\r\n');
    if (end < 0) return false;
    const line = buffer.toString('utf8', 0, end);
    buffer = buffer.subarray(end + 2);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n');
    else if (verb === 'DATA') {
      inMessage = true;
      socket.write('354 go on\r\n');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else {
      if (verb === 'RCPT') recipient = /<(.*)>/.exec(line)?.[1] ?? '';
      socket.write('250 ok\r\n');
    }
    return true;
  }
}

if (import.meta.main) {
  console.info((await openSink()).url);
  // Ends with whoever started it, however that one ends.
  process.stdin.resume().once('close', () => process.exit(0));
}
