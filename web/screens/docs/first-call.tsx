export const FirstCall = () => null
