export { exportModel, importModel, planForLog, previewModel } from './role-model.ts'
