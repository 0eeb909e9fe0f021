import type { Form } from '../web/form.ts';
import { staffPage } from '../web/view.ts';

export const settings = staffPage<{ form: Form }>('settings/settings');
