import type { StateCounts } from '../subscribers/list.ts';
import type { Form } from '../web/form.ts';
import { staffPage } from '../web/view.ts';

/** Which readers to save, as what kind of file. */
export const exportReaders = staffPage<{ form: Form; counts: StateCounts }>('exports/readers');
