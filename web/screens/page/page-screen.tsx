export const PageScreen = () => <h1>A page</h1>
