import type { Form } from '../web/form.ts';
import { staffPage } from '../web/view.ts';

export type ExportData = {
  form: Form;
  /** The choice as the query of an address. */
  question: string;
  count: number;
  /** The meetings that it may be for. */
  meetings: { id: string; title: string; startsAt: string }[];
};

/** What to save of the register, and for which activity. */
export const exportParticipants = staffPage<ExportData>('register-exports/export');
