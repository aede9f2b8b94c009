using ArticleApi.Cli;

return await CommandLineApp.RunAsync(args);
