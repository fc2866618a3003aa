export { down, up } from '@shop/service-kit/message-tables'
