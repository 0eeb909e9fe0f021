import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { after, type Clock, MINUTE } from '../clock.ts';
import { hashToken, newId, newToken, type Randomness } from '../secrets.ts';
import type { FactorStore, Passkey } from './factor-store.ts';

/** How long somebody may take to answer. */
const TERM = 5 * MINUTE;

/** ES256, EdDSA and RS256, which every device has (COSE). The library's newer ones are experiments in Node. */
const ALGORITHMS = [-7, -8, -257];

/**
 * Passkeys (Web Authentication Level 3). Each one checks its owner by itself, with a PIN, finger or face, so that
 * it counts as two factors. Every question is answered once, within five minutes, to this site alone.
 */
export type Passkeys = ReturnType<typeof createPasskeys>;

type Deps = {
  store: FactorStore;
  clock: Clock;
  randomness: Randomness;
  /** The address of the site, to which a passkey belongs. */
  siteUrl: string;
  organisationName: () => string;
};

export function createPasskeys({ store, clock, randomness, siteUrl, organisationName }: Deps) {
  const site = { expectedOrigin: siteUrl, expectedRPID: new URL(siteUrl).hostname };
  return { askToAdd, add, askToProve, prove, ofStaff: store.passkeysOf, removeOld };

  /** What a browser needs to make a passkey for this person. */
  async function askToAdd(member: {
    id: string;
    name: string;
    email: string;
  }): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: organisationName(),
      rpID: site.expectedRPID,
      userID: new Uint8Array(Buffer.from(member.id, 'base64url')),
      userName: member.email,
      userDisplayName: member.name,
      challenge: ask(member.id),
      timeout: TERM,
      excludeCredentials: store.passkeysOf(member.id).map(described),
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** Checks the answer to `askToAdd`. Undefined where it is not right; the caller keeps the passkey. */
  async function add(
    staffId: string,
    device: string,
    answer: string,
  ): Promise<Omit<Passkey, 'lastUsedAt'> | undefined> {
    const response = read<RegistrationResponseJSON>(answer);
    if (response === undefined || !isAnswered(response, staffId)) return undefined;
    const { verifyRegistrationResponse } = await library();
    const verified = await verifyRegistrationResponse({
      response,
      ...site,
      expectedChallenge: () => true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => undefined);
    if (!verified?.verified) return undefined;
    const { id: credentialId, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    const now = clock().toISOString();
    return {
      ...{ id: newId(randomness), staffId, device, credentialId, counter, transports, addedAt: now },
      publicKey: Buffer.from(publicKey).toString('base64url'),
    };
  }

  /** What a browser needs to let a passkey prove who this is; of anybody, when `staffId` is left out. */
  async function askToProve(staffId?: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await library();
    const own = staffId === undefined ? {} : { allowCredentials: store.passkeysOf(staffId).map(described) };
    return generateAuthenticationOptions({
      ...{ rpID: site.expectedRPID, challenge: ask(staffId), timeout: TERM, ...own },
      userVerification: 'required',
    });
  }

  /** Whose passkey answered, to a question for this person (or to one for anybody). Undefined where it is not right. */
  async function prove(answer: string, staffId?: string): Promise<string | undefined> {
    const response = read<AuthenticationResponseJSON>(answer);
    if (response === undefined || !isAnswered(response, staffId)) return undefined;
    const passkey = store.passkeyByCredential(response.id);
    if (passkey === undefined || (staffId !== undefined && passkey.staffId !== staffId)) return undefined;
    const { verifyAuthenticationResponse } = await library();
    const verified = await verifyAuthenticationResponse({
      ...{ response, ...site, expectedChallenge: () => true },
      credential: {
        ...described(passkey),
        counter: passkey.counter,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      },
    }).catch(() => undefined);
    if (!verified?.verified) return undefined;
    const { newCounter: counter } = verified.authenticationInfo;
    return store.usePasskey({ id: passkey.id, counter, now: clock().toISOString() })
      ? passkey.staffId
      : undefined;
  }

  function removeOld(): void {
    store.removeQuestionsBefore(clock().toISOString());
  }

  function ask(staffId: string | undefined): Uint8Array<ArrayBuffer> {
    const challenge = newToken(randomness);
    store.insertQuestion({
      challengeHash: hashToken(challenge),
      staffId: staffId ?? null,
      expiresAt: after(clock(), TERM),
    });
    return new Uint8Array(Buffer.from(challenge, 'base64url'));
  }

  /** Whether this answers a question of ours, to this person, in time. It is used up, right or wrong. */
  function isAnswered(
    { response }: { response: { clientDataJSON: string } },
    staffId: string | undefined,
  ): boolean {
    const challenge = challengeIn(response.clientDataJSON);
    const question = challenge === undefined ? undefined : store.takeQuestion(hashToken(challenge));
    if (question === undefined || question.expiresAt <= clock().toISOString()) return false;
    return question.staffId === (staffId ?? null);
  }
}

/** Read only when it is needed: it is half a second of loading. */
function library() {
  return import('@simplewebauthn/server');
}

const answerShape = z.looseObject({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string() }),
});

/** The answer of a browser, as far as it has the shape of one. The library checks the rest, and throws. */
function read<Answer extends RegistrationResponseJSON | AuthenticationResponseJSON>(
  text: string,
): Answer | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return answerShape.safeParse(parsed).success ? (parsed as Answer) : undefined;
  } catch {
    return undefined;
  }
}

function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    return z.object({ challenge: z.string() }).parse(parsed).challenge;
  } catch {
    return undefined;
  }
}

function described({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports };
}
