/** What other slices may ask of the messages that go out. */

export { ensureDemoGateway } from './demo-gateway.ts'
export { createDispatcher, type Dispatcher } from './dispatcher.ts'
export { type DemoMessage, type DemoPhones, demoPhoneHost, demoPhones } from './gateways/demo.ts'
export { gatewayKinds } from './gateways/kinds.ts'
export { tellByMail } from './notice.ts'
export { checkPhoneLimits, type NewMessage, queueMessage } from './outbox.ts'
export {
  factorAdded,
  factorRemoved,
  identityEnded,
  identityLinked,
  type Mail,
  passwordChanged,
  recoveryCodesRenewed,
  resetDone,
  resetRequested,
  signInCode,
  spokenSignInCode,
} from './texts.ts'
