import type { Request, Response } from 'express';

/** A cookie that only the server reads, sent over https alone where the site is on https. */
export type Cookie = {
  read: (request: Request) => string | undefined;
  set: (response: Response, value: string, milliseconds: number) => void;
  clear: (response: Response) => void;
};

/** Names a cookie: `__Host-NAME` and Secure on https, plain on http://localhost. */
export function createCookie(name: string, secure: boolean): Cookie {
  const fullName = secure ? `__Host-${name}` : name;
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  return {
    read: (request) => readCookie(request.headers.cookie ?? '', fullName),
    set: (response, value, milliseconds) => {
      response.cookie(fullName, value, { ...options, maxAge: milliseconds });
    },
    clear: (response) => {
      response.clearCookie(fullName, options);
    },
  };
}

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, value] = pair.split('=');
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}
