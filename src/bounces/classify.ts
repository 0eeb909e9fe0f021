/** What a mail server said about a mail: an enhanced status (RFC 3463) and its words, which begin with a code. */
export type Verdict = { kind: 'hard' | 'soft'; status: string };

const ADDRESS_OR_LINK = /<[^<>\s]{1,320}>|\bhttps?:\/\/\S+|[^\s<>"'()]{1,64}@[^\s<>"'()]{1,255}/g;
const ENHANCED = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;
const CODE = /(?:^|[^\d.])([45]\d\d)(?=[\s-])/;

/** Whatever else it says, this is about the sender, the machine or the text: never about the address. */
const ABOUT_US =
  /\b(?:spam\w*|junk|unsolicited|bulk|blacklist\w*|block ?list\w*|blocked|(?<!not )listed (?:at|by|on|in)|reputation|polic(?:y|ies)|spf|dkim|dmarc|authenticat\w*|unauthenticated|rbl|dnsbl|spamhaus|barracuda|banned|virus\w*|malware|phish\w*|content|attachment|greylist\w*|graylist\w*|throttl\w*|rate ?limit\w*|too many|relay\w*|reverse dns|ptr record|sender(?: address)? (?:rejected|denied|verify|verification)|not authori[sz]ed|client host)\b/i;

/** The mailbox is there, and can't take it now. */
const FOR_NOW =
  /\b(?:full|quota|over ?quota|exceed\w*|insufficient|too (?:large|big|long)|size limit|temporar\w*|try (?:again|later)|timed? ?out|expired|vol|postvak is vol|voll)\b/i;

/** There is nobody at this address. */
const NOBODY = new RegExp(
  [
    String.raw`\b(?:user|recipient|address|mailbox|account|addressee|mail ?box|person|local part)\b[^.;\n]{0,60}\b(?:unknown|not (?:be )?(?:found|exists?|known|valid|recogni[sz]ed|listed here|available|active)|n[o']t exist|doesn['’]?t (?:exist|have)|does not (?:exist|have)|invalid|disabled|inactive|unavailable|deactivated|closed|suspended|discontinued|no longer)\b`,
    String.raw`\b(?:unknown|invalid|no such|nonexistent|non-existent|inactive|undeliverable|illegal|bad)\b[^.;\n]{0,30}\b(?:user|recipient|address|mailbox|account|person|local part|domain|host)\b`,
    String.raw`\bno (?:mailbox|account|user)\b[^.;\n]{0,30}\b(?:here|by that name|with)\b`,
    String.raw`\bnot a (?:valid|known)\b|\b(?:user|account|mailbox) (?:has been )?(?:disabled|deleted|removed|closed)\b`,
    String.raw`\b(?:domain|host|name)\b[^.;\n]{0,40}\bnot (?:be )?found\b|\bnxdomain\b|\bhost unknown\b`,
    String.raw`\brecipient address rejected: access denied\b|\brecipientnotfound\b|\bresolver\.adr\.\w*notfound\b`,
    String.raw`\b(?:bestaat niet|onbekende? (?:gebruiker|adres|ontvanger)|unbekannt\w*|existiert nicht|n['’]existe pas|inconnu)\b`,
  ].join('|'),
  'i',
);

/** RFC 3463 and RFC 7505: no such mailbox, system, address, or one that moved away, is disabled or takes no mail. */
const HARD = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.4.4']);
/** Says no more than "no": the words decide. */
const VAGUE = /^5\.(?:0\.\d+|1\.0|1\.4|2\.0|3\.0|4\.0|4\.1|5\.0)$/;

/**
 * Judges one answer of a mail server, in a report or while a mail was being sent. `status` is the enhanced
 * status where it stands apart. In doubt it is soft: a provider that blocks us must not empty the list.
 */
export function judge(words: string, status = ''): Verdict {
  const plain = words.replaceAll(ADDRESS_OR_LINK, ' ');
  const inWords = ENHANCED.exec(plain)?.[1] ?? '';
  const told = status === '' || VAGUE.test(status) ? inWords || status : status;
  const code = Number(CODE.exec(plain)?.[1] ?? 0);
  const hard = !inWords.startsWith('5.7.') && isHard(told, code, plain);
  return { kind: hard ? 'hard' : 'soft', status: told };
}

function isHard(status: string, code: number, words: string): boolean {
  if (status.startsWith('4.') || (status === '' && code < 500)) return false;
  if (ABOUT_US.test(words)) return false;
  if (HARD.has(status)) return true;
  if (status !== '' && !VAGUE.test(status)) return false;
  const aboutAddress = status !== '' || [550, 551, 553, 554].includes(code);
  return aboutAddress && NOBODY.test(words) && !FOR_NOW.test(words);
}
