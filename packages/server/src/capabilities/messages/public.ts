/** What other slices may ask of the messages that go out. */

export { ensureDemoGateway } from './demo-gateway.ts'
export { createDispatcher, type Dispatcher } from './dispatcher.ts'
export { type DemoMessage, demoPhoneHost, demoPhones } from './gateways/demo.ts'
export { gatewayKinds } from './gateways/kinds.ts'
export { sendMail } from './gateways/smtp.ts'
export { tellByMail } from './notice.ts'
export { checkPhoneLimits, queueMessage } from './outbox.ts'
export { hasGateway } from './queries.ts'
export {
  checkpointMail,
  contactChanged,
  emergencyBegan,
  factorAdded,
  factorRemoved,
  identityEnded,
  identityLinked,
  moveRefused,
  passwordChanged,
  recoveryCodesRenewed,
  resetDone,
  resetRequested,
  reviewToDo,
  signInCode,
  signInGuessed,
  signInNewPlace,
  spokenSignInCode,
} from './texts.ts'
