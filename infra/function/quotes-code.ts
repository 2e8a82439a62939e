/** The code of the quotes function, as Lambda gets it: plain JavaScript that asks nobody and takes the time from its event. */

/**
 * Takes `{ at, parcels: [{ grams, zone }] }` and answers `{ quotes: [{ grams, zone, cents, validUntil }] }`.
 * Throws where its environment does not say what a delivery costs.
 */
export const quotesCode = `'use strict';

const week = 7 * 24 * 60 * 60 * 1000;

function setting(name) {
  const value = Number(process.env[name]);
  if (!(value > 0)) throw new Error('the setting ' + name + ' is missing');
  return value;
}

exports.handler = async ({ at, parcels }) => {
  const base = setting('BASE_CENTS');
  const perKilogram = { near: setting('NEAR_CENTS_PER_KG'), far: setting('FAR_CENTS_PER_KG') };
  const validUntil = new Date(Date.parse(at) + week).toISOString();
  const quotes = parcels.map(({ grams, zone }) => ({ grams, zone, cents: base + Math.ceil(grams / 1000) * perKilogram[zone], validUntil }));
  return { quotes };
};
`;

/** What a delivery costs: the environment that the code is made for. */
export const quotesEnvironment: Readonly<Record<string, string>> = { BASE_CENTS: '490', NEAR_CENTS_PER_KG: '60', FAR_CENTS_PER_KG: '110' };
