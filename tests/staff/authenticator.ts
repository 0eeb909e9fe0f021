import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Asked = { challenge: string; rp?: { id?: string }; rpId?: string };
type Options = { origin: string; rpId?: string; verifiesUser?: boolean };

/**
 * A passkey as a device would make and use it (ES256, attestation `none`), so that a test can have one that
 * belongs to another site, or does not check its owner. Web Authentication Level 3, §6 and §7.
 */
export function makePasskey({ origin, rpId = new URL(origin).hostname, verifiesUser = true }: Options) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let counter = 0;
  return { id: id.toString('base64url'), create, get };

  /** The answer to being asked for a new passkey. */
  function create({ challenge }: Asked): string {
    const coseKey = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey]);
    const authData = Buffer.concat([authenticatorData(0x40), credential]);
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0', 'hex'),
      Buffer.from('686175746844617461', 'hex'),
      Buffer.from([0x58, authData.length]),
      authData,
    ]);
    return answer({
      clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** The answer to being asked who this is. */
  function get({ challenge }: Asked): string {
    counter += 1;
    const clientDataJSON = clientData('webauthn.get', challenge);
    const authData = authenticatorData(0);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientDataJSON).digest()]);
    return answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, privateKey).toString('base64url'),
    });
  }

  function authenticatorData(more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x01 | (verifiesUser ? 0x04 : 0) | more;
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
  }

  function clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  function answer(response: object): string {
    const rawId = id.toString('base64url');
    return JSON.stringify({ id: rawId, rawId, type: 'public-key', clientExtensionResults: {}, response });
  }
}
