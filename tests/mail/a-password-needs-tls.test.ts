import { expect, it } from 'vitest';
import { smtpOptions } from '../../src/mail/smtp-options.ts';

it.each([
  ['smtp://anna:geheim@mail.example:587', true],
  ['smtp://anna:geheim@127.0.0.1.mail.example', true],
  ['smtp://mail.example', false],
  ['smtp://anna:geheim@localhost:2525', false],
  ['smtp://anna:geheim@127.0.0.1', false],
  ['smtp://anna:geheim@[::1]:25', false],
])('lets a password leave this machine over TLS only: %s', (address, needed) => {
  expect(smtpOptions(address).requireTLS).toBe(needed);
});
