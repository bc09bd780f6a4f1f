/** @preserve of b */ console.log(2)
/* dropped */
