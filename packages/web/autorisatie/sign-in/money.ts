const whole = new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' })
const euros = new Intl.NumberFormat('nl-NL', {
  style: 'currency',
  currency: 'EUR',
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
})

/** Millionths of a euro as '€ 0,075'. */
export const money = (micros: number): string => euros.format(micros / 1_000_000)

/** A sum of many, in whole cents: '€ 12,35'. */
export const sum = (micros: number): string => whole.format(micros / 1_000_000)

/** Millionths of a euro as it is typed: '0,075'. */
export const moneyText = (micros: number): string => String(micros / 1_000_000).replace('.', ',')

/** '0,075' or '0.075' (euro) in millionths; undefined when it is no amount from 0 to 100 euro. */
export function readMoney(text: string): number | undefined {
  const trimmed = text.trim().replace(/^€\s*/, '')
  if (!/^\d{1,3}([.,]\d{1,6})?$/.test(trimmed)) return undefined
  const micros = Math.round(Number(trimmed.replace(',', '.')) * 1_000_000)
  return micros <= 100_000_000 ? micros : undefined
}
