import type { FactorMethod } from '@hoede/contract'
import { AppIcon, KeyIcon, ListIcon, MessageIcon, PhoneIcon } from '../parts/icons.tsx'

const icons = {
  sms: MessageIcon,
  voice: PhoneIcon,
  totp: AppIcon,
  passkey: KeyIcon,
  'recovery-code': ListIcon,
} satisfies Record<FactorMethod, unknown>

export function MethodIcon({ method }: { method: FactorMethod }) {
  const Icon = icons[method]
  return <Icon />
}
