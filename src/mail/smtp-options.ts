/** As long as Postfix waits for the answer after DATA. */
export const ANSWER_TIMEOUT = 600_000;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** What nodemailer wants to know of the configured server. A password leaves this machine over TLS only. */
export function smtpOptions(smtpUrl: string) {
  const url = new URL(smtpUrl);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    requireTLS: url.username !== '' && !LOOPBACK.test(url.hostname),
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: ANSWER_TIMEOUT,
  };
}
