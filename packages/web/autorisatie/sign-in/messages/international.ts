/** A number as people here write it in the form that travels (E.164): '06 - 12 34 56 78' is +31612345678. */
export const international = (typed: string): string =>
  typed
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
    .replace(/^0/, '+31')
