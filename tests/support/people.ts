/** The cast of the tests. Nobody exists. */

/** Staff. */
export const Paula = {
  name: 'Paula de Proef',
  email: 'paula@kantoor.example',
  password: 'zeven paarse fietsen in de regen',
};
export const Quinten = {
  name: 'Quinten Testman',
  email: 'quinten@kantoor.example',
  password: 'twaalf krukken onder een lindeboom',
};

/** Readers. */
export const Anna = { name: 'Anna de Vries', email: 'anna@lezers.example' };
export const Bilal = { name: 'Bilal Yıldız', email: 'bilal@lezers.example' };
export const Zoe = { name: 'Zoë Łukasik', email: 'zoë@café.example' };
