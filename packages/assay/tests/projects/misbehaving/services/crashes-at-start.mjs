console.log('reading the settings')
throw new Error('DATABASE_URL is not set')
