export default class { static name = 'static name'; }
