import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Outbox } from '../mail/outbox.ts';
import { paths } from '../paths.ts';
import { cutAt } from '../templates/format.ts';
import { linkedText } from '../templates/linked-text.ts';
import { readForm } from '../web/form.ts';
import { mailFrame } from '../web/mail-frame.ts';
import { page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { Checks } from './checks.ts';
import { archiveForm, proofForm } from './forms.ts';
import { CUTS } from './inbox.ts';
import type { Issue, Sendings } from './issue.ts';
import type { Issues } from './issues.ts';
import * as pages from './pages.ts';
import type { Printing } from './printing.ts';

export type PreviewDeps = {
  issues: Issues;
  printing: Printing;
  checks: Checks;
  sendings: Sendings;
  accounts: { list: () => { id: string; name: string; email: string }[] };
  outbox: Pick<Outbox, 'enqueue'>;
  clock: Clock;
  config: Pick<Config, 'siteUrl'> & { mail: Pick<Config['mail'], 'from'> };
};

/** Looking at an issue as its readers will get it, and what a colleague would say about it. */
export function previewRoutes(staff: StaffRoutes, deps: PreviewDeps): void {
  const { issues, printing, checks, sendings, accounts, outbox, clock, config } = deps;

  staff.get(paths.staff.previewIssue(':id'), 'nobody', (visit) => {
    const issue = issues.byId(String(visit.request.params.id));
    if (issue === undefined) return undefined;
    const state = sendings.stateOf(issue.id);
    const { subject, preheader, html, text } = mailOf(issue);
    const { phone, desk } = CUTS;
    const view = pages.preview({
      ...{ id: issue.id, state, subject, text: linkedText(text) },
      findings: state === 'draft' ? checks.findings(issue, clock().toISOString()) : [],
      onPhone: {
        subject: cutAt(subject, phone.subject),
        preheader: cutAt(preheader, phone.preheader),
      },
      onDesk: {
        subject: cutAt(subject, desk.subject),
        preheader: cutAt(preheader, desk.preheader),
      },
      sender: /^[^<]+(?= <)/.exec(config.mail.from)?.[0] ?? config.mail.from,
      kilobytes: Math.ceil(Buffer.byteLength(html) / 1024),
      email: visit.staff.email,
      others: accounts
        .list()
        .filter(({ id }) => id !== visit.staff.id)
        .map(({ name }) => name),
    });
    return page(view);
  });

  staff.get(paths.staff.issueHtml(':id'), 'nobody', ({ request }) => {
    const issue = issues.byId(String(request.params.id));
    return issue && mailFrame(mailOf(issue).html);
  });

  staff.post(paths.staff.proofIssue(':id'), 'staff.mail-proof', (visit) => {
    const issue = issues.byId(String(visit.request.params.id));
    if (issue === undefined) return undefined;
    const { aan } = proofForm.parse(visit.body);
    const recipients = accounts.list().filter(({ id }) => aan === 'allen' || id === visit.staff.id);
    const proof = printing.printProof(issue, clock().toISOString());
    const content = { ...proof, subject: `Proef: ${proof.subject}`.trim(), headers: {} };
    for (const { email } of recipients)
      outbox.enqueue({ kind: 'newsletter test', recipient: email, content });
    const kind = recipients.length > 1 ? 'proofs-sent' : 'proof-sent';
    return {
      reply: seeOther(paths.staff.previewIssue(issue.id), { kind }),
      persons: recipients.map(({ id }) => id),
    };
  });

  staff.post(paths.staff.showIssueInArchive(':id'), 'nobody', ({ request, body }) => {
    const id = String(request.params.id);
    const form = readForm(archiveForm, body);
    if (!form.ok) return seeOther(paths.staff.issue(id));
    const shown = form.value.zichtbaar === 'ja';
    if (issues.showInArchive(id, shown) === 'unknown') return undefined;
    return seeOther(paths.staff.issue(id), { kind: shown ? 'issue-in-archive' : 'issue-left-out' });
  });

  /** What was sent, or what would be sent now. Its link to leave by leads to nobody's. */
  function mailOf(issue: Issue) {
    const sent = sendings.printOf(issue.id);
    const preheader = printing.preheaderOf(issue);
    if (sent === undefined) return { ...printing.printProof(issue, clock().toISOString()), preheader };
    const unnamed = (body: string) => body.replaceAll(sent.leaveMarker, config.siteUrl + paths.askToLeave());
    return { subject: sent.subject, preheader, html: unnamed(sent.html), text: unnamed(sent.text) };
  }
}
