/** 1234.5 as '1.234,5'; the number of decimals is fixed when given. */
export function number(value: number, decimals?: number): string {
  return value.toLocaleString('nl-NL', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 6,
  })
}

/** '72,5' or '72.5' as 72.5; undefined when it is no number. A point before three digits is read as a decimal point, never as thousands. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim().replace(/\s/g, '')
  if (!/^[-+]?\d+([.,]\d+)?$/.test(trimmed)) return undefined
  return Number(trimmed.replace(',', '.'))
}
