import type { Meeting } from '../meetings/meeting.ts';
import type { InvitationText, TextKind } from './invitation.ts';

/** What stands in a text before staff make it their own. When, where and how to answer stand below it by themselves. */
export function standardText({ title }: Meeting, kind: TextKind): InvitationText {
  switch (kind) {
    case 'invitation':
      return { subject: `Uitnodiging: ${title}`, body: INVITATION };
    case 'reminder':
      return { subject: `Komt u ook? ${title}`, body: REMINDER };
    case 'letter':
      return { subject: `Uitnodiging: ${title}`, body: INVITATION };
  }
}

const INVITATION = `Wij nodigen u van harte uit.

Hieronder leest u wanneer en waar het is. Wilt u ons laten weten of u komt? Dan weten wij op hoeveel mensen wij kunnen rekenen.`;

const REMINDER = `Een tijdje geleden nodigden wij u uit. Wij hebben nog niet van u gehoord.

Wilt u ons laten weten of u komt? Ook als u niet kunt, helpt het ons om dat te weten.`;
