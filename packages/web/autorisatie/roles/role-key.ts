/** A role's lasting name in logs and exports, made of its first name: 'Nachtzorg Berkenhof' is 'nachtzorg-berkenhof'. */
export function keyOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 56)
    .replace(/-+$/, '')
  return /^[a-z][a-z0-9-]/.test(plain) ? plain : `rol-${plain || 'x'}`
}
