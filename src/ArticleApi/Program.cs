using ArticleApi.Commands;

return await CommandLine.RunAsync(args);
